package io.metronome.app;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A worker that finds no Kafka asks again and again, and says so once a minute. */
class KafkaWaitTest {
    private static final long START = -SECONDS.toNanos(5);

    private final Logger logger = (Logger) LoggerFactory.getLogger(KafkaWait.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<Long> toldAt = new ArrayList<>();
    private final List<String> waitsFor = new ArrayList<>();
    private long now = START;
    private final KafkaWait wait =
            new KafkaWait(8080, waitsFor::add, () -> now, seconds -> now += SECONDS.toNanos(seconds));

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Test
    void saysOnceAMinuteThatItWaitsAndGoesOnByItselfWhenKafkaIsThere() throws Exception {
        long there = START + HOURS.toNanos(1);
        String answer = wait.answered(() -> {
            noteLines();
            if (now < there) {
                now += SECONDS.toNanos(5);
                throw new KafkaAwayException("nobody answers at kafka:9092");
            }
            return "the cluster";
        });
        assertThat(answer).isEqualTo("the cluster");
        assertThat(lines.list)
                .hasSizeBetween(57, 61)
                .allSatisfy(line -> assertThat(line.getFormattedMessage())
                        .contains("The worker waits for Kafka", "port 8080", "nobody answers at kafka:9092"));
        for (int i = 1; i < toldAt.size(); i++) {
            assertThat(NANOSECONDS.toSeconds(toldAt.get(i) - toldAt.get(i - 1)))
                    .as("seconds from line %d to the next", i)
                    .isBetween(60L, 70L);
        }
        // The probes take it as a sign of life: it comes again before each question.
        assertThat(waitsFor).hasSizeGreaterThan(500);
        assertThat(waitsFor.getLast()).isEqualTo("the worker waits for Kafka: nobody answers at kafka:9092");
    }

    @Test
    void saysNothingWhereKafkaAnswersAtOnce() throws Exception {
        assertThat(wait.answered(() -> 7)).isEqualTo(7);
        assertThat(lines.list).isEmpty();
        assertThat(waitsFor).containsExactly("the worker looks for Kafka");
        assertThat(now).isEqualTo(START);
    }

    @Test
    void doesNotWaitForWhatCannotPass() {
        assertThatThrownBy(() -> wait.answered(() -> {
                    throw new StartException("no such topic");
                }))
                .isExactlyInstanceOf(StartException.class);
        assertThat(now).isEqualTo(START);
    }

    private void noteLines() {
        while (toldAt.size() < lines.list.size()) {
            toldAt.add(now);
        }
    }
}
