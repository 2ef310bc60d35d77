package io.metronome.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.metronome.config.Settings;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Sets up logging as the settings say. Until then {@code logback.xml} lets warnings through. */
final class Logs {
    /*
     * Levels of libraries unless details are asked for. Kafka's clients log their whole configuration at info. The HTTP
     * client warns with a stack trace of every call that failed, which the call's answer already reports.
     */
    private static final Map<String, Level> GUESTS = Map.of(
            "org.apache.kafka", Level.WARN,
            "reactor.netty.http.client.HttpClientConnect", Level.ERROR);

    private Logs() {}

    /**
     * Sets level and format for every logger, on standard error. Standard output belongs to the subcommands' answers.
     */
    static void apply(Settings.LogSettings log) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        Encoder<ILoggingEvent> lines = switch (log.format()) {
            case TEXT -> new TextLines();
            case JSON -> new JsonLines();
        };
        lines.setContext(context);
        lines.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(lines);
        if (log.level().compareTo(Settings.LogSettings.Level.INFO) <= 0) {
            console.addFilter(new RepeatedWarningFilter());
        }
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.toLevel(log.level().name()));
        if (log.level().compareTo(Settings.LogSettings.Level.INFO) <= 0) {
            GUESTS.forEach((name, level) -> context.getLogger(name).setLevel(stricter(level, root.getLevel())));
        }
    }

    private static Level stricter(Level one, Level other) {
        return one.isGreaterOrEqual(other) ? one : other;
    }
}
