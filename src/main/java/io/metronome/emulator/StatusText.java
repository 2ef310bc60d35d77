package io.metronome.emulator;

/** The texts of statuses on GREEN-API's page common-errors. */
final class StatusText {
    private StatusText() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "bad request data";
            case 401 -> "";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 429 -> "Too Many Requests";
            case 499 -> "Client Closed Request";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "";
        };
    }
}
