package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RestoreProgressTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RestoreProgress.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicLong now = new AtomicLong(-1_000);
    private final RestoreProgress progress = new RestoreProgress(now::get);
    private @Nullable Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(before);
    }

    @Test
    void countsWhatIsToBeReadYet() {
        assertThat(progress.remaining()).isZero();
        progress.waits(1, 50);
        RestoreProgress.LedgerProgress reading = progress.reads(0, 100, 300);
        assertThat(progress.remaining()).isEqualTo(250);
        reading.reached(180);
        assertThat(progress.remaining()).isEqualTo(170);
        reading.reached(310);
        assertThat(progress.remaining()).as("the end may be passed").isEqualTo(50);
        progress.ends(0);
        progress.ends(1);
        assertThat(progress.remaining()).isZero();
    }

    @Test
    void tellsEveryFiveSeconds() {
        RestoreProgress.LedgerProgress reading = progress.reads(7, 1_000, 9_000);
        seconds(4);
        reading.reached(2_000);
        assertThat(log.list).isEmpty();
        seconds(1);
        reading.reached(3_000);
        seconds(4);
        reading.reached(4_000);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Restoring partition 7: 2000 of 8000 records read (25 %), about 15 s more;"
                        + " 6000 records of this worker's partitions remain");
    }

    @Test
    void hasNoEstimateBeforeTheFirstRecordAndNothingToTellAtTheEnd() {
        RestoreProgress.LedgerProgress reading = progress.reads(7, 0, 10);
        seconds(5);
        reading.reached(0);
        seconds(5);
        reading.reached(10);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Restoring partition 7: 0 of 10 records read (0 %), no estimate yet;"
                        + " 10 records of this worker's partitions remain");
    }

    private void seconds(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
