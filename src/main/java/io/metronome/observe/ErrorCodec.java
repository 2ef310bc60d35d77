package io.metronome.observe;

import tools.jackson.core.io.JsonStringEncoder;

/** Writes an error as JSON. */
final class ErrorCodec {
    private ErrorCodec() {}

    static String encode(String message) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsCharArray(message));
        return "{\"error\":\"" + escaped + "\"}\n";
    }
}
