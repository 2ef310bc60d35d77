package io.metronome.emulator;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call.
 *
 * @param idMessage the id of the message, for the list of calls
 */
record Response(
        int status,
        String contentType,
        byte[] body,
        Map<String, String> headers,
        @Nullable String idMessage) {
    static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:-]+)");
    private static final byte[] NOTHING = {};
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static Response json(int status, String body) {
        return of(status, JSON, body);
    }

    static Response text(int status, String body) {
        return of(status, TEXT, body);
    }

    static Response empty(int status) {
        return new Response(status, "application/json", NOTHING, Map.of(), null);
    }

    static Response of(int status, String contentType, String body) {
        return new Response(status, contentType, body.getBytes(charset(contentType)), Map.of(), null);
    }

    /** The charset of a content type, UTF-8 if it names no known one. */
    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        boolean known = named.find() && Charset.availableCharsets().containsKey(named.group(1));
        return known ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    }

    /** A page of the proxy in front of the API, which answers a wrong URL. */
    static Response page(int status, String title) {
        String head = status + " " + title;
        return of(status, HTML, """
                <html>
                <head><title>%s</title></head>
                <body>
                <center><h1>%s</h1></center>
                <hr><center>nginx</center>
                </body>
                </html>
                """.formatted(head, head));
    }

    /** The API's error object. Its {@code path} contains the token, as that of the real API does. */
    static Response error(int status, String message, String path, Moment at) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", status);
        body.put("timestamp", TIMESTAMP.format(at.calendar()));
        body.put("path", path);
        body.put("message", message);
        return json(status, Json.write(body));
    }

    /** The answer of a fault, with the content type that its first character suggests. */
    static Response guessing(int status, String body) {
        if (body.startsWith("{") || body.startsWith("[")) {
            return json(status, body);
        }
        return of(status, body.startsWith("<") ? HTML : TEXT, body);
    }

    Response withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Response(status, contentType, body, all, idMessage);
    }

    Response named(String id) {
        return new Response(status, contentType, body, headers, id);
    }
}
