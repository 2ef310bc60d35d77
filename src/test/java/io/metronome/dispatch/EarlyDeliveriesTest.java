package io.metronome.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.metronome.spill.Spill;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A delivery that begins beyond the position of its partition is dropped, and not without a word. */
class EarlyDeliveriesTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(EarlyDeliveries.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MeasuredPipeline pipeline = new MeasuredPipeline(Spill.none());

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
        pipeline.live();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void isToldOnceWhereItIsOverInAMoment() {
        pipeline.deliver(5, 3);
        pipeline.deliver(8, 1);
        assertThat(pipeline.pending()).as("commands that were taken in").isZero();
        assertThat(told()).singleElement().asString().startsWith("INFO Partition 0: 3 records from offset 5 on");

        pipeline.deliver(0, 2);
        assertThat(pipeline.pending()).isEqualTo(2);
        pipeline.deliver(5, 1);
        assertThat(told()).as("another time").hasSize(2);
    }

    @Test
    void isAWarningOnceAMinuteWhereItLasts() {
        for (int second = 0; second < 200; second++) {
            pipeline.deliver(5 + second, 1);
            pipeline.advance(Duration.ofSeconds(1));
        }
        assertThat(told()).hasSize(5);
        assertThat(told().subList(1, 5))
                .allSatisfy(line -> assertThat(line)
                        .startsWith("WARN Partition 0 has not been read for")
                        .endsWith("the next record to read is 0. A restart of this worker helps"));
        assertThat(pipeline.pending()).isZero();
    }

    @Test
    void doesNotCountFromADeliveryBeforeTheOneThatWasTakenIn() {
        for (int minute = 0; minute < 5; minute++) {
            pipeline.deliver(50 + minute, 1);
            pipeline.deliver(minute, 1);
            pipeline.advance(Duration.ofMinutes(1));
        }
        assertThat(told()).hasSize(5).allSatisfy(line -> assertThat(line).startsWith("INFO"));
    }

    private List<String> told() {
        return lines.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
