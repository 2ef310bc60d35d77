package io.metronome.delivery;

import static io.metronome.delivery.Calls.CALENDAR;
import static io.metronome.delivery.Calls.METHODS;
import static io.metronome.delivery.Calls.SECRET;
import static io.metronome.delivery.Calls.SEND_CONTACT;
import static io.metronome.delivery.Calls.SEND_TEXT_STATUS;
import static io.metronome.delivery.Calls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.metronome.command.Method;
import io.metronome.delivery.Answer.Accepted;
import io.metronome.delivery.Answer.Again;
import io.metronome.delivery.Answer.Forbidden;
import io.metronome.delivery.Answer.Held;
import io.metronome.delivery.Answer.Refused;
import io.metronome.delivery.Answer.Unknown;
import io.metronome.delivery.Answer.Withheld;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error that GREEN-API documents, and what was seen of it in the wild, with what the worker makes of it. */
class ClassificationTest {
    private static final String NGINX_403 = "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n"
            + "<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>";
    private static final String VALIDATION = "{\"statusCode\":400,\"timestamp\":\"2023-09-13T22:29:37.459Z\","
            + "\"path\":\"/waInstance1101000001/getContactInfo/" + TOKEN
            + "\",\"message\":\"Validation failed. Details: 'chatId' is required\"}";
    private static final String QUOTA = "{\"invokeStatus\":{\"method\":\"sendmessage\",\"used\":\"67\",\"total\":0,"
            + "\"status\":\"QUOTE_ALLOWED\"},\"correspondentsStatus\":{\"method\":\"correspondents\",\"used\":3,"
            + "\"total\":3,\"status\":\"CORRESPONDENTS_QUOTE_EXCEEDED\",\"description\":\"… only … from these numbers:"
            + " 79001234567@c.us,10000000\"}}";

    private final Classification classification = new Classification(CALENDAR);

    static Stream<Arguments> documentedErrors() {
        return Stream.of(
                arguments(204, "", Refused.class, "not understood"),
                arguments(302, "", Refused.class, "redirect"),
                arguments(400, "instance in starting process try later", Held.class, "try later"),
                arguments(400, "{\"message\":\"Instance in starting process try later\"}", Held.class, "try later"),
                arguments(400, "instance is starting or not authorized", Held.class, "not authorized"),
                arguments(400, "instance account not authorized", Held.class, "not authorized"),
                arguments(
                        400,
                        "Instance account is expired. Renew your instance from personal area",
                        Held.class,
                        "not paid for"),
                arguments(400, "Instance is deleted", Held.class, "deleted"),
                arguments(400, "bad request data", Refused.class, "bad request data"),
                arguments(400, "Bad Request", Refused.class, "Bad Request"),
                arguments(400, VALIDATION, Refused.class, "Validation failed. Details: 'chatId' is required"),
                arguments(
                        400,
                        "{\"message\":[\"Validation failed. Details: 'message' instance is deleted\",\"b\"]}",
                        Refused.class,
                        "instance is deleted; b"),
                arguments(400, "Unexpected token _ in JSON at position 7", Refused.class, "position 7"),
                arguments(400, "\"Contact 20000001 not found\"", Refused.class, "Contact 20000001 not found"),
                arguments(400, "ID message notfound", Refused.class, "notfound"),
                arguments(400, "bad phone number, valid 11 or 12 digits", Refused.class, "bad phone number"),
                arguments(400, "check phone number timeout limit exceeded", Refused.class, "timeout limit"),
                arguments(
                        400, "Message cannot be received because custom webhook url is set", Refused.class, "webhook"),
                arguments(
                        400,
                        "{\"code\":\"INVALID_PARAM\",\"message\":\"m\",\"status\":\"error\"}",
                        Refused.class,
                        ": m"),
                arguments(401, "", Held.class, "token"),
                arguments(403, "Forbidden", Held.class, "Forbidden"),
                arguments(403, NGINX_403, Held.class, "403 Forbidden 403 Forbidden nginx"),
                arguments(403, "Your account is suspended", Held.class, "suspended"),
                arguments(404, "<html><b>404 Not Found</b></html>", Refused.class, "404 Not Found"),
                arguments(429, "Too Many Requests", Again.class, "Too Many Requests"),
                arguments(466, QUOTA, Held.class, "CORRESPONDENTS_QUOTE_EXCEEDED 3 of 3"),
                arguments(466, "nothing of the kind 79001234567@c.us", Held.class, "quota is used up"),
                arguments(469, "User get contact info limit reached", Refused.class, "limit reached"),
                arguments(499, "Client Closed Request", Unknown.class, "Client Closed Request"),
                arguments(
                        500,
                        "File from url exceeded max upload size. Size: 123mb Limit: 100mb Url: https://a/b.mp3",
                        Refused.class,
                        "123mb"),
                arguments(500, "Internal Server Error request entity too large", Refused.class, "too large"),
                arguments(
                        500,
                        "{\"statusCode\":500,\"message\":\"request entity too large\"}",
                        Refused.class,
                        "too large"),
                arguments(500, "Internal Server Error", Unknown.class, "Internal Server Error"),
                arguments(502, "<html><h1>502 Bad Gateway</h1></html>", Unknown.class, "502 Bad Gateway"),
                arguments(503, "", Unknown.class, "503"),
                arguments(504, "", Unknown.class, "504"),
                arguments(408, "", Again.class, "read no request"),
                arguments(203, "{}", Unknown.class, "203"),
                arguments(103, "", Unknown.class, "103"));
    }

    @ParameterizedTest
    @MethodSource("documentedErrors")
    void tellsWhatAnErrorMeans(int status, String body, Class<? extends Answer> meaning, String words) {
        Answer answer = classify(SEND_CONTACT, status, Map.of(), body);

        assertThat(answer).isInstanceOf(meaning);
        assertThat(status(answer)).isEqualTo(status);
        assertThat(detail(answer)).contains(words).hasSizeLessThanOrEqualTo(500).doesNotContain(TOKEN);
    }

    @Test
    void takesA403OfAStatusMethodForMissingAccessUnlessTheAccountIsSuspended() {
        assertThat(classify(SEND_TEXT_STATUS, 403, Map.of(), "Forbidden"))
                .isEqualTo(new Forbidden("no access to statuses: Forbidden"));
        assertThat(classify(SEND_TEXT_STATUS, 403, Map.of(), "Your account is suspended"))
                .isInstanceOf(Held.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | instance in starting process try later   | STARTING
            400 | instance is starting or not authorized   | NOT_AUTHORIZED
            400 | Instance account is expired. Renew it    | EXPIRED
            400 | Instance is deleted                      | DELETED
            401 |                                          | TOKEN_REFUSED
            403 | Your account is suspended                | SUSPENDED
            403 | <html>403 Forbidden</html>               | FORBIDDEN
            466 | {}                                       | QUOTA
            """)
    void saysWhyAnInstanceIsHeld(int status, String body, HoldReason reason) {
        assertThat(classify(SEND_CONTACT, status, Map.of(), body == null ? "" : body))
                .isInstanceOfSatisfying(
                        Held.class,
                        held -> assertThat(held.reason()).isEqualTo(reason).isEqualTo(HoldReason.of(reason.label())));
    }

    @Test
    void leavesOtherPeoplesChatIdsOutOfAQuotasDetail() {
        assertThat(detail(classify(SEND_CONTACT, 466, Map.of(), QUOTA)))
                .isEqualTo("the plan's quota is used up (sendmessage QUOTE_ALLOWED 67 of 0,"
                        + " correspondents CORRESPONDENTS_QUOTE_EXCEEDED 3 of 3)");
    }

    @Test
    void hasASourceAndACaseForEveryRow() {
        Set<Classification.Row> met = new LinkedHashSet<>();
        documentedErrors().forEach(row -> firstRow(SEND_CONTACT, (int) row.get()[0], (String) row.get()[1], met));
        firstRow(SEND_CONTACT, 200, "", met);
        firstRow(SEND_TEXT_STATUS, 403, "", met);

        assertThat(classification.rows())
                .allSatisfy(row -> assertThat(row.source()).isNotBlank());
        assertThat(met).containsExactlyInAnyOrderElementsOf(classification.rows());
    }

    /** Bytes of every kind, bodies that begin well and go wrong, statuses and headers that nobody sends. */
    @Test
    void isNeverSurprised() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> seeds =
                documentedErrors().map(row -> (String) row.get()[1]).toList();
        for (int i = 0; i < 50_000; i++) {
            byte[] body = random.nextInt(4) == 0
                    ? noise(random, random.nextInt(200))
                    : mutated(random, seeds.get(random.nextInt(seeds.size())));
            int status = random.nextInt(3) == 0 ? random.nextInt(-10, 1_100) : 200 + random.nextInt(320);
            String header = new String(noise(random, random.nextInt(12)), StandardCharsets.ISO_8859_1);
            Method method = METHODS.get(random.nextInt(METHODS.size()));
            Answer answer = classification.of(new ApiResponse(
                    method, status, name -> random.nextBoolean() ? header : null, body, new TokenRedaction(SECRET)));
            if (!(answer instanceof Accepted)) {
                assertThat(detail(answer)).as("seed %d", seed).isNotBlank().hasSizeLessThanOrEqualTo(500);
                assertThat(detail(answer)).as("seed %d", seed).doesNotContain(TOKEN);
            }
        }
    }

    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The token is spared: half a token is none. */
    private static byte[] mutated(Random random, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int spared = text.indexOf(TOKEN);
        for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            if (spared < 0 || at < spared - 1 || at >= spared + TOKEN.length()) {
                bytes[at] = (byte) random.nextInt();
            }
        }
        return bytes;
    }

    private void firstRow(Method method, int status, String body, Set<Classification.Row> met) {
        ApiResponse heard = heard(method, status, Map.of(), body);
        classification.rows().stream()
                .filter(row -> row.isAbout(heard))
                .findFirst()
                .ifPresent(met::add);
    }

    private Answer classify(Method method, int status, Map<String, String> headers, String body) {
        return classification.of(heard(method, status, headers, body));
    }

    private static ApiResponse heard(Method method, int status, Map<String, String> headers, String body) {
        return new ApiResponse(
                method, status, headers::get, body.getBytes(StandardCharsets.UTF_8), new TokenRedaction(SECRET));
    }

    private static int status(Answer answer) {
        return switch (answer) {
            case Accepted it -> 200;
            case Refused it -> it.status();
            case Again it -> it.status();
            case Held it -> it.status();
            case Forbidden it -> it.status();
            case Unknown it -> it.status();
            case Withheld it -> 0;
        };
    }

    private static String detail(Answer answer) {
        return switch (answer) {
            case Accepted it -> "";
            case Refused it -> it.detail();
            case Again it -> it.detail();
            case Held it -> it.detail();
            case Forbidden it -> it.detail();
            case Unknown it -> it.detail();
            case Withheld it -> "";
        };
    }
}
