package io.metronome.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Decompresses an answer within a limit. metronome asks for no compression, and proxies compress all the same. A body
 * that ends too early gives what could be read of it; one in an unknown coding stays as it came.
 */
final class ContentDecoding {
    private static final int MOST_CODINGS = 4;

    private ContentDecoding() {}

    /**
     * The body without its codings.
     *
     * @param codings the values of {@code Content-Encoding}
     * @param limit the largest result in bytes
     */
    static byte[] of(byte[] body, List<String> codings, int limit) {
        List<String> applied = names(codings);
        byte[] plain = body;
        for (int i = applied.size() - 1; i >= 0; i--) {
            plain = without(applied.get(i), plain, limit);
        }
        // A proxy may lose the header. JSON, text and HTML never begin like this.
        return isGzip(plain) ? without("gzip", plain, limit) : plain;
    }

    private static List<String> names(List<String> codings) {
        List<String> names = new ArrayList<>();
        for (String line : codings) {
            for (String name : line.split(",", -1)) {
                if (names.size() < MOST_CODINGS) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private static byte[] without(String coding, byte[] body, int limit) {
        boolean isZlib = body.length > 1 && body[0] == 0x78 && ((body[0] << 8) + (body[1] & 0xFF)) % 31 == 0;
        return switch (coding) {
            case "gzip", "x-gzip" -> isGzip(body) ? read(in -> new GZIPInputStream(in), body, limit) : body;
            case "deflate" -> isZlib ? read(InflaterInputStream::new, body, limit) : bare(body, limit);
            default -> body;
        };
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b && body[2] == 8;
    }

    /* Some servers send deflate without its wrapping. What cannot be read so is plain text with a wrong header. */
    private static byte[] bare(byte[] body, int limit) {
        Inflater inflater = new Inflater(true);
        try {
            byte[] plain = read(in -> new InflaterInputStream(in, inflater), body, limit);
            return plain.length == 0 ? body : plain;
        } finally {
            inflater.end();
        }
    }

    @FunctionalInterface
    private interface Opening {
        InputStream open(InputStream in) throws IOException;
    }

    private static byte[] read(Opening opening, byte[] body, int limit) {
        LimitedBody plain = new LimitedBody(limit);
        byte[] chunk = new byte[4_096];
        try (InputStream in = opening.open(new ByteArrayInputStream(body))) {
            int length = in.read(chunk);
            while (length >= 0 && !plain.fills(Arrays.copyOf(chunk, length))) {
                length = in.read(chunk);
            }
        } catch (IOException brokenOff) {
            // What came before the break may have the answer.
            return plain.bytes();
        }
        return plain.bytes();
    }
}
