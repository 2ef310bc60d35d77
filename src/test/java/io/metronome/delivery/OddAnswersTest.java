package io.metronome.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every odd way in which a server or a proxy may answer, from plain sockets, and what the worker makes of it. Each case is
 * one call, and the server has to see one request.
 */
class OddAnswersTest {
    private static final String ID = "{\"idMessage\":\"3EB0\"}";
    private static final String STARTING = "instance in starting process try later";
    private static final String FINE = "HTTP/1.1 200 OK\r\n";
    private static final String LENGTH = "Content-Length: " + ID.length() + "\r\n";

    private static HttpApi api;

    /** The kind of answer, and what tells it from others of the kind. */
    private enum Meaning {
        ACCEPTED,
        REFUSED,
        UNKNOWN,
        AGAIN,
        HELD
    }

    /**
     * A case.
     *
     * @param parts the bytes of the answer, each part in a packet of its own; the connection is closed behind them
     */
    record Odd(String name, Meaning meaning, List<byte[]> parts) {
        @Override
        public String toString() {
            return name + ": " + meaning;
        }
    }

    static Stream<Odd> answers() {
        return Stream.of(statuses(), heads(), frames(), codings(), texts(), ends())
                .flatMap(List::stream);
    }

    private static List<Odd> statuses() {
        return List.of(
                accepted("201 with an id", "HTTP/1.1 201 Created\r\n" + LENGTH + "\r\n" + ID),
                accepted("202 with an id", "HTTP/1.1 202 Accepted\r\n" + LENGTH + "\r\n" + ID),
                accepted("203 of a proxy", "HTTP/1.1 203 Changed\r\n" + LENGTH + "\r\n" + ID),
                accepted("a status without a reason", "HTTP/1.1 200\r\n" + LENGTH + "\r\n" + ID),
                accepted("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n" + ID),
                accepted("a long reason", "HTTP/1.1 200 " + "O".repeat(20_000) + "\r\n" + LENGTH + "\r\n" + ID),
                odd("201 without an id", Meaning.REFUSED, "HTTP/1.1 201 X\r\nContent-Length: 2\r\n\r\n{}"),
                odd("202 without a word", Meaning.REFUSED, "HTTP/1.1 202 X\r\nContent-Length: 0\r\n\r\n"),
                odd("204", Meaning.REFUSED, "HTTP/1.1 204 No Content\r\n\r\n"),
                odd("206 without an id", Meaning.UNKNOWN, "HTTP/1.1 206 X\r\nContent-Length: 2\r\n\r\n{}"),
                odd(
                        "302 to another host",
                        Meaning.REFUSED,
                        "HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
                odd("408", Meaning.AGAIN, "HTTP/1.1 408 Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
                odd(
                        "401 that asks for a password",
                        Meaning.HELD,
                        "HTTP/1.1 401 X\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"),
                odd("429 that breaks off", Meaning.AGAIN, "HTTP/1.1 429 X\r\nContent-Length: 99\r\n\r\nToo"),
                odd("an unknown 599", Meaning.UNKNOWN, "HTTP/1.1 599 X\r\nContent-Length: 0\r\n\r\n"),
                odd("101 unasked", Meaning.UNKNOWN, "HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"));
    }

    private static List<Odd> heads() {
        String cookie = "Set-Cookie: a=" + "x".repeat(12_000) + "\r\n";
        String hint = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";
        return List.of(
                accepted("a cookie of 12 KB", FINE + cookie + LENGTH + "\r\n" + ID),
                accepted("headers of 120 KB", FINE + cookie.repeat(10) + LENGTH + "\r\n" + ID),
                accepted("a thousand headers", FINE + "X-A: b\r\n".repeat(1_000) + LENGTH + "\r\n" + ID),
                accepted("100 unasked", "HTTP/1.1 100 Continue\r\n\r\n" + FINE + LENGTH + "\r\n" + ID),
                accepted("102 first", "HTTP/1.1 102 Processing\r\n\r\n" + FINE + LENGTH + "\r\n" + ID),
                accepted("103 first", hint + FINE + LENGTH + "\r\n" + ID),
                accepted("three times 103 first, in parts", hint + hint, hint, FINE + LENGTH + "\r\n" + ID),
                accepted("the length twice", FINE + LENGTH + LENGTH + "\r\n" + ID),
                accepted(
                        "the length twice in one line",
                        FINE + "Content-Length: " + ID.length() + ", " + ID.length() + "\r\n\r\n" + ID),
                accepted("a content type twice", FINE + "Content-Type: a/b\r\n".repeat(2) + LENGTH + "\r\n" + ID),
                accepted("a header with a blank in its name", FINE + "X Y: z\r\n" + LENGTH + "\r\n" + ID),
                accepted("a header that is not ASCII", FINE + "X-Ñ: é€\r\n" + LENGTH + "\r\n" + ID),
                accepted("control characters in a header", FINE + "X-A: a\u0001\u0002b\r\n" + LENGTH + "\r\n" + ID),
                accepted("a folded header", FINE + "X-A: b\r\n c\r\n" + LENGTH + "\r\n" + ID),
                accepted("bare line feeds", (FINE + LENGTH + "\r\n").replace("\r", "") + ID),
                accepted("names in capitals", (FINE + LENGTH).toUpperCase(Locale.ROOT) + "\r\n" + ID),
                accepted("a byte at a time", (FINE + LENGTH + "\r\n" + ID).split("(?<=.)")),
                odd("a header without a colon", Meaning.UNKNOWN, FINE + LENGTH + "X\r\n\r\n" + ID),
                odd("two lengths that differ", Meaning.UNKNOWN, FINE + LENGTH + "Content-Length: 3\r\n\r\n" + ID));
    }

    private static List<Odd> frames() {
        String chunk = Integer.toHexString(ID.length()) + "\r\n" + ID + "\r\n";
        String chunked = FINE + "Transfer-Encoding: chunked\r\n";
        return List.of(
                accepted("no length", FINE + "\r\n" + ID),
                accepted("chunks", chunked + "\r\n" + chunk + "0\r\n\r\n"),
                accepted("chunks and a length", chunked + LENGTH + "\r\n" + chunk + "0\r\n\r\n"),
                accepted("chunks with extensions", chunked + "\r\n" + chunk.replaceFirst("\r", ";a=b\r") + "0\r\n\r\n"),
                accepted("chunks with trailers", chunked + "\r\n" + chunk + "0\r\nX-A: b\r\n\r\n"),
                accepted("chunks without their end", chunked + "\r\n" + chunk),
                accepted("a length that is too large", FINE + "Content-Length: 999\r\n\r\n" + ID),
                accepted("a second answer behind the first", (FINE + LENGTH + "\r\n" + ID).repeat(2)),
                accepted("closed with each answer", FINE + "Connection: close\r\n" + LENGTH + "\r\n" + ID),
                odd("a length that is too small", Meaning.UNKNOWN, FINE + "Content-Length: 9\r\n\r\n" + ID),
                odd(
                        "chunked twice, which HTTP forbids",
                        Meaning.UNKNOWN,
                        chunked + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n"),
                odd("chunks that are none", Meaning.UNKNOWN, chunked + "\r\nxyz\r\n"));
    }

    private static List<Odd> codings() {
        byte[] bare = deflated(ID, true);
        return List.of(
                coded("gzip", Meaning.ACCEPTED, 200, "gzip", gzip(ID.getBytes(UTF_8))),
                coded("x-gzip", Meaning.ACCEPTED, 200, "X-GZIP", gzip(ID.getBytes(UTF_8))),
                coded("gzip twice", Meaning.ACCEPTED, 200, "gzip, gzip", gzip(gzip(ID.getBytes(UTF_8)))),
                coded("gzip without a header", Meaning.ACCEPTED, 200, "identity", gzip(ID.getBytes(UTF_8))),
                coded("plain with the header of gzip", Meaning.ACCEPTED, 200, "gzip", ID.getBytes(UTF_8)),
                coded("deflate", Meaning.ACCEPTED, 200, "deflate", deflated(ID, false)),
                coded("deflate without its wrapping", Meaning.ACCEPTED, 200, "deflate", bare),
                coded("a starting instance in gzip", Meaning.HELD, 400, "gzip", gzip(STARTING.getBytes(UTF_8))),
                coded("a refusal in gzip", Meaning.REFUSED, 200, "gzip", gzip("{}".getBytes(UTF_8))),
                coded("a bomb", Meaning.UNKNOWN, 200, "gzip", gzip(new byte[50_000_000])),
                coded("a coding that nobody knows", Meaning.UNKNOWN, 200, "br", new byte[] {11, 2, -128, 1, 2, 3}));
    }

    private static List<Odd> texts() {
        return List.of(
                coded("an id in UTF-16", Meaning.ACCEPTED, 200, "identity", ID.getBytes(UTF_16)),
                coded("a byte-order mark", Meaning.ACCEPTED, 200, "identity", ("\uFEFF" + ID).getBytes(UTF_8)),
                text("an id that is a number", Meaning.ACCEPTED, "{\"idMessage\":1762333029830}"),
                coded(
                        "Latin-1 beside an id",
                        Meaning.ACCEPTED,
                        200,
                        "identity",
                        "{\"x\":\"é\",\"idMessage\":\"3EB0\"}".getBytes(ISO_8859_1)),
                text("an id deep inside", Meaning.ACCEPTED, "{\"result\":{\"data\":[{\"idMessage\":\"3EB0\"}]}}"),
                text(
                        "an id, then 200 KB",
                        Meaning.ACCEPTED,
                        ID.replace("}", ",\"x\":\"" + "y".repeat(200_000) + "\"}")),
                text("an id in a page", Meaning.ACCEPTED, "<pre>" + ID + "</pre>"),
                text(
                        "a thousand levels beside an id",
                        Meaning.ACCEPTED,
                        "{\"idMessage\":\"3EB0\",\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"),
                text("no id", Meaning.REFUSED, "{\"status\":false,\"reason\":\"x\"}"),
                text("nothing", Meaning.REFUSED, ""),
                text("a page of a captive portal", Meaning.UNKNOWN, "<html>Please log in</html>"),
                text("one word", Meaning.UNKNOWN, "OK"));
    }

    private static List<Odd> ends() {
        return List.of(
                odd("no answer", Meaning.UNKNOWN, ""),
                odd("half a status", Meaning.UNKNOWN, "HTTP/1.1 2"),
                odd("half a header", Meaning.UNKNOWN, FINE + "Content-Le"),
                odd("half an id", Meaning.UNKNOWN, FINE + LENGTH + "\r\n" + "{\"idMessage\":\"3E"),
                odd("only a hint", Meaning.UNKNOWN, "HTTP/1.1 103 X\r\n\r\n"),
                odd("another protocol", Meaning.UNKNOWN, "220 mail.example.com ESMTP\r\n"),
                odd("headers of a megabyte", Meaning.UNKNOWN, FINE + "X: y\r\n".repeat(200_000)));
    }

    @BeforeAll
    static void open() {
        api = Calls.api(4, Duration.ofSeconds(5));
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void meansWhatItShould(Odd odd) throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.request();
            for (byte[] part : odd.parts()) {
                connection.raw(part);
            }
        })) {
            Answer answer = Calls.call(api, server.url(), "{}").answer();

            assertThat(meaning(answer)).as(answer.detail()).isEqualTo(odd.meaning());
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static Meaning meaning(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> Meaning.ACCEPTED;
            case Answer.Refused refused -> Meaning.REFUSED;
            case Answer.Unknown unknown -> Meaning.UNKNOWN;
            case Answer.Again again -> Meaning.AGAIN;
            case Answer.Held held -> Meaning.HELD;
            case Answer.Forbidden forbidden -> throw new AssertionError("sendContact needs no access");
            case Answer.Withheld withheld -> throw new AssertionError("the gate was open");
        };
    }

    private static Odd accepted(String name, String... parts) {
        return odd(name, Meaning.ACCEPTED, parts);
    }

    private static Odd odd(String name, Meaning meaning, String... parts) {
        return new Odd(
                name,
                meaning,
                Stream.of(parts).map(part -> part.getBytes(UTF_8)).toList());
    }

    private static Odd text(String name, Meaning meaning, String body) {
        return coded(name, meaning, 200, "identity", body.getBytes(UTF_8));
    }

    private static Odd coded(String name, Meaning meaning, int status, String coding, byte[] body) {
        String head = "HTTP/1.1 " + status + " X\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        return new Odd(name, meaning, List.of(head.getBytes(UTF_8), body));
    }

    private static byte[] gzip(byte[] plain) {
        return written(plain, GZIPOutputStream::new);
    }

    private static byte[] deflated(String plain, boolean bare) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, bare);
        byte[] deflated = written(plain.getBytes(UTF_8), out -> new DeflaterOutputStream(out, deflater));
        deflater.end();
        return deflated;
    }

    @FunctionalInterface
    private interface Opening {
        OutputStream open(OutputStream out) throws IOException;
    }

    private static byte[] written(byte[] plain, Opening opening) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = opening.open(bytes)) {
            out.write(plain);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }
}
