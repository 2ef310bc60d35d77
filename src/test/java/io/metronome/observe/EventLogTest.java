package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventLogTest {
    private static final Method METHOD = Catalogue.methods().getFirst();
    private static final Answer REFUSED = new Answer.Refused(401, "the token is wrong:\nask the owner");

    private final Logger logger = (Logger) LoggerFactory.getLogger(EventLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AtomicLong now = new AtomicLong();
    private final EventLog log = new EventLog(now::get);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void rest() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void saysThatAPartitionIsServed() {
        log.restored(4, Duration.ofMillis(3_120).toNanos(), 100_000);
        assertThat(written()).containsExactly("Serving partition 4: 100000 commands wait on it, restored in 3120 ms");
    }

    @Test
    void namesAFailingInstanceAtOnceAndThenOnceAMinute() {
        refuse("1101000001");
        refuse("1101000001");
        now.set(Duration.ofSeconds(59).toNanos());
        refuse("1101000001");
        assertThat(written())
                .containsExactly("Instance 1101000001: a sendTyping was refused (401): the token is wrong:\ufffdask the"
                        + " owner");
        now.set(Duration.ofSeconds(60).toNanos());
        refuse("1101000001");
        assertThat(written()).hasSize(2).last().asString().endsWith("; 2 more since it was last named");
    }

    @Test
    void tellsRefusalsFromFailuresAndFromUnknownOutcomes() {
        log.answered("1", METHOD, new Answer.Again(503, "busy", 0, false), 1, null);
        log.answered("2", METHOD, new Answer.Unknown(0, "no answer within 15000 ms"), 1, null);
        assertThat(written())
                .containsExactly(
                        "Instance 1: a sendTyping did not succeed (503): busy",
                        "Instance 2: a sendTyping has an unknown outcome: no answer within 15000 ms");
    }

    @Test
    void whatGoesWellOrWaitsIsNoNews() {
        log.answered("1", METHOD, new Answer.Accepted("id", null), 1, null);
        log.answered("1", METHOD, new Answer.Withheld(), 1, null);
        log.answered("1", METHOD, new Answer.Again(429, "slowly", 1_000, true), 1, null);
        assertThat(written()).isEmpty();
    }

    @Test
    void anApiThatRefusesAllDoesNotFillTheDisk() {
        for (int i = 0; i < 20_000; i++) {
            refuse(Integer.toString(i));
        }
        assertThat(written()).hasSize(101).last().asString().startsWith("Calls of more than 100 instances fail");
        now.set(Duration.ofSeconds(60).toNanos());
        refuse("500000");
        assertThat(written()).hasSize(102);
    }

    private void refuse(String instance) {
        log.answered(instance, METHOD, REFUSED, 1, null);
    }

    private List<String> written() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
