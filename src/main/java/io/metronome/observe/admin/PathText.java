package io.metronome.observe.admin;

import java.nio.charset.StandardCharsets;

/** Writes ids into paths: percent-encoded UTF-8. */
final class PathText {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PathText() {}

    static String encoded(String id) {
        StringBuilder text = new StringBuilder(id.length());
        for (byte one : id.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(one) >= 0) {
                text.append((char) one);
            } else {
                text.append('%').append(HEX.charAt((one >> 4) & 0xf)).append(HEX.charAt(one & 0xf));
            }
        }
        return text.toString();
    }
}
