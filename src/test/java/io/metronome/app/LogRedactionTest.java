package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

class LogRedactionTest {
    private static final String TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd451234";
    private static final String PATH = "/waInstance1101000001/sendTyping/" + TOKEN;

    @ParameterizedTest
    @MethodSource("lines")
    void noTokenLeavesInAnyFormat(String line) {
        assertThat(text(line, null)).doesNotContain(TOKEN).contains(LogRedaction.DOTS);
        assertThat(json(line, null)).doesNotContain(TOKEN).contains(LogRedaction.DOTS);
    }

    static List<String> lines() {
        return List.of(
                "POST https://api.green-api.com" + PATH,
                "GET https://api.green-api.com/v3" + PATH + "?a=1",
                "{\"statusCode\":400,\"path\":\"" + PATH + "\",\"message\":\"no\"}",
                "{\\\"path\\\":\\\"\\/waInstance7\\/getSettings\\/" + TOKEN + "\\\"}",
                "uri=%2FwaInstance7%2FgetSettings%2F" + TOKEN,
                "DefaultFullHttpRequest(uri: " + PATH + ", version: HTTP/1.1)",
                "authorization: Bearer " + TOKEN);
    }

    @Test
    void aDumpOfTheWireKeepsNoBytes() {
        byte[] request = ("POST " + PATH + " HTTP/1.1\r\nhost: \"x\"\\n|a|\r\n").getBytes(StandardCharsets.UTF_8);
        String dump = "WRITE: 99B\n" + ByteBufUtil.prettyHexDump(Unpooled.wrappedBuffer(request)) + "\nafter";

        assertThat(text(dump, null))
                .contains("WRITE: 99B", "after")
                .doesNotContain("waInst", "d75b", "64 37 35 62", "host");
        assertThat(json(dump, null))
                .contains("WRITE: 99B", "after")
                .doesNotContain("waInst", "d75b", "64 37 35 62", "host");
    }

    @Test
    void noTokenLeavesInAStackTrace() {
        Exception failure =
                new IllegalStateException("refused " + PATH, new IllegalArgumentException("because of " + PATH));

        assertThat(text("failed", failure)).doesNotContain(TOKEN).contains("because of", "waInstance1101000001");
        assertThat(json("failed", failure)).doesNotContain(TOKEN).contains("because of", "waInstance1101000001");
    }

    @Test
    void aJsonLineStaysJson() {
        String line = json("quote \" and " + PATH + "\nnext " + PATH + "\"end", null);

        assertThat(JsonMapper.shared().readTree(line).path("formattedMessage").asString())
                .isEqualTo("quote \" and /waInstance1101000001/sendTyping/••••\nnext"
                        + " /waInstance1101000001/sendTyping/••••\"end");
    }

    private static String text(String message, @Nullable Throwable failure) {
        return encode(new TextLines(), message, failure);
    }

    private static String json(String message, @Nullable Throwable failure) {
        return encode(new JsonLines(), message, failure);
    }

    private static String encode(Encoder<ILoggingEvent> encoder, String message, @Nullable Throwable failure) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        encoder.setContext(context);
        encoder.start();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("test"), Level.DEBUG, "{}", failure, new Object[] {message});
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
}
