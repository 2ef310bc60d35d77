package io.metronome.observe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The path of a page. Segments in braces are parameters: in {@code /instances/{id}} the id, percent-encoded UTF-8.
 *
 * @param text as it is published
 */
record PathTemplate(String text, List<String> segments) {

    static PathTemplate of(String path) {
        return new PathTemplate(path, split(path));
    }

    /** Whether the page is at that path, as it was sent. */
    boolean matches(String rawPath) {
        List<String> sent = split(rawPath);
        if (sent.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < sent.size(); i++) {
            boolean isIt = isParameter(segments.get(i))
                    ? !sent.get(i).isEmpty()
                    : segments.get(i).equals(sent.get(i));
            if (!isIt) {
                return false;
            }
        }
        return true;
    }

    /** The decoded parameters of a path that matches, by their names. */
    Map<String, String> parameters(String rawPath) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> sent = split(rawPath);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isParameter(segment)) {
                parameters.put(segment.substring(1, segment.length() - 1), decoded(sent.get(i)));
            }
        }
        return parameters;
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /* Not as in a form: a plus sign is a plus sign. */
    private static String decoded(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char next = segment.charAt(i);
            if (next == '%') {
                bytes.write(escaped(segment, i));
                i += 2;
            } else if (next > ' ' && next < 0x7f) {
                bytes.write(next);
            } else {
                throw notEncoded();
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw notEncoded();
        }
    }

    private static int escaped(String segment, int at) {
        int high = at + 2 < segment.length() ? Character.digit(segment.charAt(at + 1), 16) : -1;
        int low = at + 2 < segment.length() ? Character.digit(segment.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw notEncoded();
        }
        return high << 4 | low;
    }

    private static BadRequestException notEncoded() {
        return new BadRequestException("an id in the path is not percent-encoded UTF-8");
    }
}
