package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The warnings and errors of workers in this JVM from the moment on in which this was made. Thread-safe. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.metronome");
    private final boolean wasAdditive = logger.isAdditive();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogLines() {
        start();
        // A test that provokes these lines on purpose need not print them, but a person may want to see them.
        logger.setAdditive(Boolean.getBoolean("metronome.log"));
        logger.addAppender(this);
    }

    /** One line has all of these words. */
    void assertSaid(String... words) {
        assertThat(lines)
                .as("a line with %s", List.of(words))
                .anySatisfy(line -> assertThat(line).contains(words));
    }

    /** The lines with those words. */
    List<String> with(String words) {
        return lines.stream().filter(line -> line.contains(words)).toList();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            lines.add(event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(wasAdditive);
    }
}
