package io.metronome.observe.board;

import io.metronome.observe.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** In which form a board is sent. */
enum BoardFormat {
    /** A whole page for a browser. */
    HTML("text/html; charset=utf-8") {
        @Override
        byte[] bytes(String title, List<HtmlElement> nodes, long nowMillis) {
            return HtmlWriter.document(BoardShell.of(title, nodes, nowMillis)).getBytes(StandardCharsets.UTF_8);
        }
    },
    /** The changing elements of the page, for its script. */
    TREE("application/json") {
        @Override
        byte[] bytes(String title, List<HtmlElement> nodes, long nowMillis) {
            return HtmlTreeCodec.encode(nodes);
        }
    };

    /**
     * Nothing runs, is drawn, or is asked for that does not come from this worker, and the script cannot make elements out
     * of text.
     */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final String contentType;

    BoardFormat(String contentType) {
        this.contentType = contentType;
    }

    abstract byte[] bytes(String title, List<HtmlElement> nodes, long nowMillis);

    /** A page with these elements. */
    Page page(int status, String title, List<HtmlElement> nodes, long nowMillis) {
        return secured(status, contentType, bytes(title, nodes, nowMillis))
                .with("Last-Modified", RFC_1123.format(Instant.ofEpochMilli(nowMillis)));
    }

    /** A page with the headers that every page of the board has. */
    static Page secured(int status, String contentType, byte[] body) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        CRC32C sum = new CRC32C();
        sum.update(body);
        headers.put("ETag", "\"" + Long.toHexString(sum.getValue()) + "-" + body.length + "\"");
        return new Page(status, contentType, body, headers);
    }

    /** That page, compressed once for all of its readers. */
    static Page compressed(Page page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(page.body().length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(page.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Page(page.status(), page.contentType(), bytes.toByteArray(), page.headers())
                .with("Content-Encoding", "gzip")
                .with("Vary", "Accept-Encoding");
    }
}
