package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URL of the API: {@code [/v3]/waInstance{id}/{method}/{token}}.
 *
 * @param v3 true if it begins with the prefix of MAX, which is optional for MAX and wrong for WhatsApp
 */
record Route(boolean v3, String idInstance, String method, String token) {
    private static final Pattern SHAPE = Pattern.compile("(/v3)?/waInstance(\\d+)/([A-Za-z]+)/([^/]+)/?");

    /** The parts of a path without a query, or null if it is not a path of the API. */
    static @Nullable Route parse(String path) {
        Matcher parts = SHAPE.matcher(path);
        if (!parts.matches()) {
            return null;
        }
        return new Route(parts.group(1) != null, parts.group(2), parts.group(3), parts.group(4));
    }

    boolean fits(Messenger messenger) {
        return !v3 || messenger == Messenger.MAX;
    }

    static String path(String uri) {
        int mark = uri.indexOf('?');
        return mark < 0 ? uri : uri.substring(0, mark);
    }

    /** The parameters of the query. The last of a repeated one counts; a malformed one stays encoded. */
    static Map<String, String> query(String uri) {
        Map<String, String> all = new HashMap<>();
        int mark = uri.indexOf('?');
        if (mark >= 0) {
            for (String pair : uri.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    all.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return all;
    }

    /** A decoded segment of a path; a malformed one stays encoded. */
    static String segment(String text) {
        return decoded(text.replace("+", "%2B"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return (v3 ? "/v3" : "") + "/waInstance" + idInstance + "/" + method;
    }
}
