package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.dispatch.loop.Bounds;
import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.RecordedDelay;
import io.metronome.pacing.Pace;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyAnnouncementsTest {
    /** Right after an outage every lane of a partition may announce. */
    @Test
    void cutsAnnouncementsInTimeThatGrowsWithTheirNumber() {
        long ofAnEighth = cpuNanosToCut(5_000);
        long ofAll = cpuNanosToCut(40_000);
        assertThat(ofAll < TimeUnit.MILLISECONDS.toNanos(20) || ofAll < 24 * ofAnEighth)
                .as("%,d ns for eight times what took %,d ns", ofAll, ofAnEighth)
                .isTrue();
    }

    /* The least of a few readings: the others were disturbed by the JVM's compiler or its collector. */
    private static long cpuNanosToCut(int announcements) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int reading = 0; reading < 5; reading++) {
            PartitionDelta many = PartitionSamples.partition(Pace.NEVER).delta();
            for (int i = 0; i < announcements; i++) {
                String instance = Integer.toString(i);
                many.departed(new PaceRecord.Departed(
                        instance, new MonotonicMoment(10), new RecordedDelay.UndatedDelay<>(15_000), 0));
                many.announce(new Announcement<>(instance, new SampleCommand(i, 10), Pace.FAR));
            }
            long before = threads.getCurrentThreadCpuTime();
            many.cut(new Budget(Bounds.USUAL), null);
            least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
        }
        return least;
    }
}
