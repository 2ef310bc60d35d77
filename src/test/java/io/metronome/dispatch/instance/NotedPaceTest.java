package io.metronome.dispatch.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.RecordedDelay;
import io.metronome.pacing.Pace;
import org.junit.jupiter.api.Test;

class NotedPaceTest {
    private final Pace pace = new Pace();

    @Test
    void anUnknownDelayIsComparedWithNothing() {
        assertThat(new NotedPace(true).isSlowerThan(pace)).isFalse();
    }

    @Test
    void aRecordThatNobodyReadMayHaveAnyDelay() {
        NotedPace noted = new NotedPace(true);
        pace.know(80_000_000);
        assertThat(noted.isSlowerThan(pace)).isTrue();
        noted.saved();
        assertThat(noted.isSlowerThan(pace)).isFalse();
    }

    @Test
    void aLongerDelayCountsUntilTheShorterOneIsCommitted() {
        NotedPace noted = new NotedPace(false);
        noted.noted(departed(6_000));
        pace.know(2_000);
        noted.noted(departed(2_000));
        assertThat(noted.isSlowerThan(pace)).isTrue();
        noted.saved();
        assertThat(noted.isSlowerThan(pace)).isFalse();
    }

    @Test
    void aRecordCountsUntilItsDeletionIsCommitted() {
        NotedPace noted = new NotedPace(false);
        noted.found(6_000);
        pace.know(500);
        noted.noted(new PaceRecord.Forgotten("1"));
        assertThat(noted.isSlowerThan(pace)).isTrue();
        noted.saved();
        assertThat(noted.isSlowerThan(pace)).isFalse();
    }

    @Test
    void anEqualOrLongerDelayIsNoReason() {
        NotedPace noted = new NotedPace(false);
        noted.noted(departed(2_000));
        pace.know(2_000);
        assertThat(noted.isSlowerThan(pace)).isFalse();
        pace.know(3_000);
        assertThat(noted.isSlowerThan(pace)).isFalse();
    }

    private static PaceRecord departed(int delayMillis) {
        return new PaceRecord.Departed("1", new MonotonicMoment(0), new RecordedDelay.UndatedDelay<>(delayMillis), 0);
    }
}
