package io.metronome.delivery;

import java.util.Arrays;

/**
 * A text with the escapes of JSON, URLs and HTML undone, and the place of each character in the text as it came. Takes
 * time in proportion to the text's length.
 *
 * @param text the text without escapes
 * @param starts where each character begins in the text as it came; one more entry says where that text ends
 */
record Unescaped(String text, int[] starts) {
    /** An entity with five hexadecimal digits. Longer ones name no character. */
    private static final int LONGEST_ENTITY = 9;

    /** The text as it came. */
    static Unescaped none(String raw) {
        int[] starts = new int[raw.length() + 1];
        Arrays.setAll(starts, at -> at);
        return new Unescaped(raw, starts);
    }

    /** Whether {@link #once()} can change something. */
    boolean hasEscapes() {
        return text.indexOf('\\') >= 0 || text.indexOf('%') >= 0 || text.contains("&#");
    }

    /** The text after one more round. */
    Unescaped once() {
        StringBuilder plain = new StringBuilder(text.length());
        int[] places = new int[text.length() + 1];
        int at = 0;
        while (at < text.length()) {
            int length = escapeAt(at);
            places[plain.length()] = starts[at];
            plain.append(length == 0 ? text.charAt(at) : (char) meaning(at, length));
            at += Math.max(1, length);
        }
        places[plain.length()] = starts[text.length()];
        return new Unescaped(plain.toString(), Arrays.copyOf(places, plain.length() + 1));
    }

    /** The length of the escape that begins there; 0 when there is none. */
    private int escapeAt(int at) {
        return switch (text.charAt(at)) {
            case '\\' -> at + 1 < text.length() ? backslash(at) : 0;
            case '%' -> hex(at + 1, at + 3) >= 0 ? 3 : 0;
            case '&' -> entity(at);
            default -> 0;
        };
    }

    private int backslash(int at) {
        return switch (text.charAt(at + 1)) {
            case 'u' -> hex(at + 2, at + 6) >= 0 ? 6 : 0;
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            default -> 0;
        };
    }

    private int entity(int at) {
        int last = Math.min(text.length(), at + LONGEST_ENTITY);
        int end = text.startsWith("&#", at) ? text.indexOf(';', at, last) : -1;
        return end < 0 || number(at, end) < 0 ? 0 : end + 1 - at;
    }

    private int meaning(int at, int length) {
        return switch (text.charAt(at)) {
            case '%' -> hex(at + 1, at + 3);
            case '&' -> number(at, at + length - 1);
            default -> length == 6 ? hex(at + 2, at + 6) : control(text.charAt(at + 1));
        };
    }

    private static char control(char letter) {
        return switch (letter) {
            case 'b', 'f', 'n', 'r', 't' -> ' ';
            default -> letter;
        };
    }

    private int number(int at, int end) {
        boolean isHex = at + 2 < end && Character.toLowerCase(text.charAt(at + 2)) == 'x';
        return isHex ? digits(at + 3, end, 16) : digits(at + 2, end, 10);
    }

    private int hex(int from, int to) {
        return digits(from, to, 16);
    }

    private int digits(int from, int to, int radix) {
        if (from >= to || to > text.length()) {
            return -1;
        }
        int value = 0;
        for (int at = from; at < to; at++) {
            int digit = Character.digit(text.charAt(at), radix);
            value = value * radix + digit;
            if (digit < 0 || value > Character.MAX_VALUE) {
                return -1;
            }
        }
        return value;
    }
}
