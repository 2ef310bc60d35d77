package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {

    @Test
    void hasTheFieldsThatThePageNames() throws Exception {
        JsonNode line = line();
        assertThat(line.propertyNames())
                .containsExactlyInAnyOrder(
                        "timestamp", "level", "threadName", "loggerName", "formattedMessage", "throwable");
        assertThat(line.path("formattedMessage").asString()).isEqualTo("Read 3 instances");
        assertThat(line.path("timestamp").isIntegralNumber()).isTrue();
        assertThat(line.path("throwable").propertyNames()).contains("className", "message", "stepArray");
        String page = Files.readString(Path.of("deploy", "OPERATING.md"));
        assertThat(line.propertyNames()).allMatch(name -> page.contains('`' + name + '`'));
    }

    private static JsonNode line() {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setLoggerName("io.metronome.config.InstancesFile");
        event.setThreadName("metronome-housekeeping");
        event.setLevel(Level.INFO);
        event.setMessage("Read {} instances");
        event.setArgumentArray(new Object[] {3});
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("why")));
        event.setTimeStamp(1_763_719_686_956L);
        JsonLines lines = new JsonLines();
        lines.start();
        return JsonMapper.shared().readTree(new String(lines.encode(event), UTF_8));
    }
}
