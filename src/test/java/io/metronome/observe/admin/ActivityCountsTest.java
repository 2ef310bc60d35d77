package io.metronome.observe.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Reason;
import io.metronome.control.ControlKey;
import io.metronome.control.ControlListener;
import io.metronome.control.ControlRecord;
import io.metronome.control.ReadControl;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.observe.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The counts of a worker for its last minute and its last hour. */
class ActivityCountsTest {
    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private long now = Duration.ofDays(-3).toNanos();
    private final PipelineStats stats = new PipelineStats();
    private final Health health = new Health(() -> now, Duration.ofMinutes(1), stats, List.of(), () -> false, List::of);
    private final ActivityCounts counts =
            new ActivityCounts(() -> now, () -> Instant.ofEpochMilli(1_000 + now / MILLI));

    @Test
    void countsCallsOfTheLastMinute() {
        send(0);
        send(499 * MILLI);
        pass(Duration.ofSeconds(30));
        send(500 * MILLI);
        assertThat(activity().sent()).isEqualTo(3);
        assertThat(activity().late()).isEqualTo(1);
        pass(Duration.ofSeconds(31));
        assertThat(activity().sent()).isEqualTo(1);
        pass(Duration.ofDays(2));
        assertThat(activity().sent()).isZero();
        assertThat(activity().late()).isZero();
    }

    @Test
    void countsDeadLettersOfTheLastHour() {
        counts.died(Reason.EXPIRED);
        pass(Duration.ofMinutes(40));
        counts.died(Reason.EXPIRED);
        counts.died(Reason.REJECTED);
        assertThat(activity().deadLetters()).isEqualTo(Map.of(Reason.EXPIRED, 2L, Reason.REJECTED, 1L));
        pass(Duration.ofMinutes(21));
        assertThat(activity().deadLetters()).isEqualTo(Map.of(Reason.EXPIRED, 1L, Reason.REJECTED, 1L));
    }

    @Test
    void tellsWhatIsWrong() {
        counts.lost(3);
        counts.hostPaused("https://a", true);
        counts.hostPaused("https://b", true);
        counts.hostPaused("https://a", false);
        assertThat(activity().lastCheckpoint()).isNull();
        counts.checkpointed(1, 0, 0);
        assertThat(activity().lastCheckpoint()).isEqualTo(1_000 + now / MILLI);
        assertThat(activity().lost()).isEqualTo(3);
        assertThat(activity().pausedHosts())
                .extracting(WorkerActivity.PausedHost::host)
                .containsExactly("https://b");
        assertThat(activity().notReady()).isEqualTo("not in the consumer group yet");
    }

    @Test
    void tellsWhichHostsWorkAndWhichAreProbed() {
        counts.hostKnown("https://a");
        counts.hostKnown("https://b");
        counts.hostKnown("https://c");
        counts.hostPaused("https://b", true);
        counts.hostProbed("https://b", true);
        counts.hostForgotten("https://c");
        assertThat(activity().workingHosts()).containsExactly("https://a");
        assertThat(activity().pausedHosts())
                .singleElement()
                .satisfies(host -> assertThat(host.probed()).isTrue());
        counts.hostProbed("https://b", false);
        counts.hostPaused("https://b", false);
        assertThat(activity().workingHosts()).containsExactly("https://a", "https://b");
    }

    @Test
    void isReadByAnotherWorkerAsItWasWritten() {
        counts.lost(3);
        counts.hostKnown("https://b");
        counts.hostPaused("https://a", true);
        counts.hostProbed("https://a", true);
        counts.checkpointed(1, 0, 0);
        counts.died(Reason.EXPIRED);
        send(0);
        WorkerActivity written = activity();
        WorkerView view = new WorkerView("m", "http://m", List.of(0), true, 1, 2, "1.2.3", 0, written);
        assertThat(PeerCodec.worker(WorkerCodec.workers(List.of(view), List.of())))
                .isEqualTo(view);
        WorkerView older = new WorkerView("m", "http://m", List.of(0), true, 1, 2, "1.2.3", 0, null);
        assertThat(PeerCodec.worker(WorkerCodec.workers(List.of(older), List.of())))
                .isEqualTo(older);
    }

    @Test
    void keepsTheLastRecordsOfOperators() {
        AuditLog log = new AuditLog();
        List<ReadControl> passedOn = new ArrayList<>();
        ControlListener listener = log.before(new ControlListener() {
            @Override
            public void begins() {
                passedOn.clear();
            }

            @Override
            public void read(List<ReadControl> records) {
                passedOn.addAll(records);
            }

            @Override
            public void complete() {}
        });
        for (int i = 0; i < 60; i++) {
            listener.read(List.of(new ReadControl(ControlRecord.Tombstone.of(ControlKey.pause("1101000001")), i, 0)));
        }
        assertThat(passedOn).hasSize(60);
        assertThat(log.records()).hasSize(AuditLog.MOST);
        assertThat(log.records().getFirst().offset()).isEqualTo(59);
        listener.begins();
        assertThat(log.records()).isEmpty();
        assertThat(passedOn).isEmpty();
    }

    private WorkerActivity activity() {
        return counts.activity(stats, health);
    }

    private void send(long latenessNanos) {
        counts.departed(Catalogue.methods().getFirst(), latenessNanos, null);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
