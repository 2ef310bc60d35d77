package io.metronome.delivery;

import static io.metronome.delivery.Calls.TOKEN;
import static io.metronome.delivery.Calls.instance;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * With every logger at TRACE: the token is on the wire and nowhere else that is ours. The HTTP client's own logs name
 * URLs; masking those is the log encoder's task.
 */
class TokenLeakTest {
    private static final String ECHO = "{\"path\":\"/waInstance1101000001/sendContact/" + TOKEN
            + "\",\"message\":\"Validation failed for " + TOKEN + "\"}";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level level = root.getLevel();

    @BeforeEach
    void listen() {
        for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
            silenced.add(each.next());
        }
        silenced.forEach(root::detachAppender);
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void restore() {
        root.setLevel(level);
        root.detachAppender(log);
        silenced.forEach(root::addAppender);
    }

    @Test
    void putsTheTokenNowhereButOnTheWire() throws IOException {
        List<String> said = new ArrayList<>();
        try (HttpApi api = Calls.api(2, Duration.ofSeconds(2))) {
            said.addAll(sayings(api, RawServer.answering(200, "{\"idMessage\":\"3EB0\"}")));
            said.addAll(sayings(api, RawServer.answering(400, ECHO)));
            said.addAll(sayings(api, RawServer.answering(404, "<html>Cannot POST " + TOKEN + "</html>")));
            said.addAll(sayings(api, RawServer.answering(466, TOKEN)));
            said.addAll(sayings(api, RawServer.answering(502, TOKEN.toUpperCase(Locale.ROOT))));
            said.addAll(sayings(api, new RawServer(RawServer.Connection::request)));
            said.addAll(sayings(api, new RawServer(RawServer.Connection::drain)));
            said.addAll(sayings(api, new RawServer(it -> it.raw("HTTP/1.1 what\r\n\r\n"))));
            said.addAll(sayings(api, "http://127.0.0.1:1"));
            said.addAll(sayings(api, "no url at all"));
        }
        assertThat(said).hasSize(30).allSatisfy(TokenLeakTest::assertClean);
        assertThat(List.copyOf(log.list)).isNotEmpty().allSatisfy(event -> {
            if (event.getLoggerName().startsWith("io.metronome")) {
                assertClean(event.getFormattedMessage());
            }
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                assertClean(event.getFormattedMessage() + stack(event.getThrowableProxy()));
            }
        });
    }

    private static List<String> sayings(HttpApi api, RawServer server) throws IOException {
        try (server) {
            return sayings(api, server.url());
        }
    }

    private static List<String> sayings(HttpApi api, String apiUrl) {
        String call = Calls.call(api, apiUrl, "{}").answer().toString();
        String delay = api.readSettings(instance(apiUrl))
                .map(settings -> String.valueOf(settings.delayMillis()))
                .onErrorResume(error -> Mono.just(
                        String.valueOf(error.getMessage()) + error.getCause() + List.of(error.getSuppressed())))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
        String state = String.valueOf(api.readState(instance(apiUrl)).block(Duration.ofSeconds(20)));
        return List.of(call, delay, state);
    }

    private static String stack(@Nullable IThrowableProxy thrown) {
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    }

    private static void assertClean(String text) {
        assertThat(text).doesNotContainIgnoringCase(TOKEN);
    }
}
