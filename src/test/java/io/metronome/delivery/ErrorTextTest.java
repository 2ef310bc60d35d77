package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Secret;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {
    private static final int READINGS = 5;
    /* So short that nobody else on the event loop notices it; what is shorter cannot be measured well. */
    private static final long SHORT_NANOS = 20_000_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"message":"a"}                             | a
            {"x":{"message":"no"},"message":"a  b"}     | a b
            {"message":["a","b"]}                       | a; b
            {"message":"a","rest":                      | a
            {"message":{"no":1}}                        | {"message":{"no":1}}
            {"error":"e"}                               | {"error":"e"}
            plain < text > here                         | plain < text > here
            <p>Tom &amp;amp; <b>Jerry</b></p>           | Tom &amp; Jerry
            <style>p{color:red}</style><script>x()</script>seen<!-- not --> | seen
            <p>open <b                                  | open
            <!-- open <b>seen</b>                       | seen
            <script>seen                                | seen
            <p>a &#8211; b &#x41;&#65;&#bad;            | a – b AA&#bad;
            """)
    void readsWhatPeopleShouldSee(String body, String words) {
        assertThat(ErrorText.of(body.getBytes(StandardCharsets.UTF_8), null)).isEqualTo(words);
    }

    @Test
    void putsEverythingOnOneLineWithoutControlCharacters() {
        assertThat(ErrorText.of("a\r\n\tb\0\u001b[31mc\u00a0d".getBytes(StandardCharsets.UTF_8), null))
                .isEqualTo("a b [31mc d");
        assertThat(ErrorText.of("{\"message\":\"a\\r\\nINFO forged\"}".getBytes(StandardCharsets.UTF_8), null))
                .isEqualTo("a INFO forged");
    }

    @Test
    void readsTheEncodingThatTheAnswerNames() {
        Charset cyrillic = Charset.forName("windows-1251");
        assertThat(ErrorText.of("Ошибка".getBytes(cyrillic), "text/plain; charset=windows-1251"))
                .isEqualTo("Ошибка");
        assertThat(ErrorText.of("Ошибка".getBytes(StandardCharsets.UTF_16), "text/plain"))
                .isEqualTo("Ошибка");
        assertThat(ErrorText.of("ok".getBytes(StandardCharsets.UTF_8), "text/plain; charset=no-such"))
                .isEqualTo("ok");
        assertThat(ErrorText.of("ok".getBytes(StandardCharsets.UTF_8), "text/plain; charset=:"))
                .isEqualTo("ok");
    }

    @Test
    void cutsWithoutHalvingACharacter() {
        assertThat(ErrorText.cut("abc", 3)).isEqualTo("abc");
        assertThat(ErrorText.cut("abcd", 3)).isEqualTo("ab…");
        assertThat(ErrorText.cut("a😀bcd", 3)).isEqualTo("a…");
    }

    /** A host may send anything, and the event loop serves other hosts, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!--",
                "<script>",
                "<style",
                "<script></script",
                "<",
                "&#",
                "waInstance",
                "waInstance/",
                "waInstance/x/",
                "\\u00",
                "%2",
                "{\"idMessage\":",
                "\"idMessage\":\"",
                "\"message\":[",
                "charset="
            })
    void takesNoLongTimeForAnyBody(String part) {
        long ofAnEighth = cpuNanosToRead(part, Exchange.BODY_LIMIT / 8);
        long ofAll = cpuNanosToRead(part, Exchange.BODY_LIMIT);
        assertThat(ofAll < SHORT_NANOS || ofAll < 24 * ofAnEighth)
                .as("CPU time in proportion to the length: %,d ns for eight times what took %,d ns", ofAll, ofAnEighth)
                .isTrue();
    }

    /* The least of a few readings: the others were disturbed by the JVM's compiler or its collector. */
    private static long cpuNanosToRead(String part, int length) {
        byte[] body = ("<p>" + part.repeat(length / part.length())).getBytes(StandardCharsets.UTF_8);
        ApiResponse heard = new ApiResponse(
                Calls.SEND_CONTACT, 200, name -> null, body, new TokenRedaction(new Secret("waInstance/y")));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int reading = 0; reading < READINGS; reading++) {
            long before = threads.getCurrentThreadCpuTime();
            Success.of(heard);
            heard.message();
            heard.redaction().of(heard.text());
            least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
        }
        return least;
    }

    @Test
    void takesTheTokenOutInEverySpelling() {
        TokenRedaction redaction = new TokenRedaction(new Secret("d75b3a66"));
        assertThat(redaction.of("token d75b3a66, D75B3A66.")).isEqualTo("token •••, •••.");
        assertThat(redaction.of("\"/v3/waInstance31/sendTyping/d75%62\""))
                .isEqualTo("\"/v3/waInstance31/sendTyping/•••\"");
        assertThat(redaction.of("waInstance{{id}}/reboot/half a tok")).isEqualTo("waInstance{{id}}/reboot/••• a tok");
        assertThat(new TokenRedaction(new Secret("a.c")).of("abc a.c")).isEqualTo("abc •••");
        assertThat(redaction.of("%64%37%35%62%33%61%36%36 &#100;75b3a66 \\\\u00647\\u0035b3a66 d75b3a6"))
                .isEqualTo("••• ••• ••• d75b3a6");
        assertThat(new TokenRedaction(new Secret("")).of("as it is")).isEqualTo("as it is");
    }
}
