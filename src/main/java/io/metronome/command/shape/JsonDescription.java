package io.metronome.command.shape;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Describes JSON values in error messages, and repeats at most a line of them. */
public final class JsonDescription {
    private static final int LONGEST = 48;

    private JsonDescription() {}

    /** The value at the current token: its kind and, for numbers and texts, its beginning. */
    public static String in(JsonParser json) {
        JsonToken token = json.currentToken();
        boolean worthQuoting = token == JsonToken.VALUE_STRING || (token != null && token.isNumeric());
        if (!worthQuoting) {
            return kindOf(json);
        }
        String text = clip(json.getString());
        return token == JsonToken.VALUE_STRING ? "the text \"" + text + '"' : "the number " + text;
    }

    /** The kind of the value only, for texts that must not be repeated. */
    public static String kindOf(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            case START_ARRAY, END_ARRAY -> "an array";
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something that is not JSON";
        };
    }

    /** The part of a value or name that a message may repeat. */
    public static String clip(String text) {
        return oneLine(text, LONGEST);
    }

    /** The text on one line and cut to a length in characters, for a header or a log line. */
    public static String oneLine(String text, int longest) {
        int end = Math.min(text.length(), longest);
        StringBuilder clipped = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            // The cut may split a surrogate pair, and half a pair has no UTF-8.
            boolean printable = !Character.isISOControl(c) && !(Character.isSurrogate(c) && !isPaired(text, i, end));
            clipped.append(printable ? c : '\ufffd');
        }
        return end < text.length() ? clipped.append('…').toString() : clipped.toString();
    }

    private static boolean isPaired(String text, int at, int end) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < end && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
