package io.metronome.dispatch.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import io.metronome.control.ReadControl;
import io.metronome.dispatch.partition.SentIds;
import org.junit.jupiter.api.Test;

class ControlStateTest {
    private static final String ID = "1101000001";
    private static final long NOW = 1_000_000;

    private final ControlState state = new ControlState();
    private long offset;

    private void apply(ControlRecord wanted) {
        state.apply(new ReadControl(wanted, offset++, NOW), NOW);
    }

    private static ControlRecord.Pause pause(long until) {
        return new ControlRecord.Pause(ID, until, "r", "", "");
    }

    private static ControlRecord.Cancel cancel(String id) {
        return new ControlRecord.Cancel(ID, id, "me", "now");
    }

    @Test
    void aPauseEndsByATombstoneOrAtItsMoment() {
        apply(pause(Long.MAX_VALUE));
        assertThat(state.of(ID).isPaused()).isTrue();
        apply(ControlRecord.Tombstone.of(ControlKey.pause(ID)));
        assertThat(state.of(ID).isPaused()).isFalse();

        apply(pause(NOW + 100));
        assertThat(state.endPauses(NOW + 99)).isEmpty();
        assertThat(state.endPauses(NOW + 100)).containsExactly(ID);
        assertThat(state.of(ID).isPaused()).isFalse();
        assertThat(state.instances()).isEmpty();
    }

    @Test
    void theLastPauseCountsAndOneThatIsOverIsNone() {
        apply(pause(NOW + 100));
        apply(pause(NOW + 900));
        assertThat(state.endPauses(NOW + 500)).isEmpty();
        assertThat(state.of(ID).isPaused()).isTrue();
        apply(pause(NOW));
        assertThat(state.of(ID).isPaused()).isFalse();
    }

    @Test
    void pausesThatWereReplacedAreNotKept() {
        for (int i = 0; i < 10_000; i++) {
            apply(pause(Long.MAX_VALUE - 1 - i));
        }
        assertThat(state.pauseMoments()).isLessThan(2_000);
    }

    @Test
    void aPurgeEndsWhatIsBelowItAndACancelItsCommand() {
        apply(new ControlRecord.Purge(ID, 10, "me", "now"));
        apply(cancel("x"));
        InstanceControl control = state.of(ID);
        assertThat(control.ends(9, 1)).isTrue();
        assertThat(control.ends(10, 1)).isFalse();
        assertThat(control.ends(10, SentIds.hash(ID, "x"))).isTrue();
        assertThat(control.detail(9, 1)).contains("purged by me at now", "10");
        assertThat(control.detail(10, SentIds.hash(ID, "x"))).isEqualTo("cancelled by me at now");
        assertThat(state.of("1101000002").ends(0, 1)).isFalse();
    }

    @Test
    void aWorkersTombstoneMeansOneRecordOnly() {
        apply(new ControlRecord.Purge(ID, 10, "", ""));
        apply(new ControlRecord.Purge(ID, 20, "", ""));
        ReadControl tombstone = new ReadControl(new ControlRecord.Tombstone(ControlKey.purge(ID), 0), 2, NOW);
        assertThat(state.apply(tombstone, NOW))
                .as("to be written again")
                .isEqualTo(new ControlRecord.Purge(ID, 20, "", ""));
        assertThat(state.of(ID).ends(15, 1)).isTrue();
        tombstone = new ReadControl(new ControlRecord.Tombstone(ControlKey.purge(ID), 1), 3, NOW);
        assertThat(state.apply(tombstone, NOW)).isNull();
        assertThat(state.instances()).isEmpty();
    }

    @Test
    void oldCancelsAreForgottenWithTheirOffsets() {
        apply(cancel("x"));
        state.apply(new ReadControl(cancel("y"), 7, NOW + 5_000_000), NOW + 100);
        assertThat(state.withCancelsBefore(NOW)).isEmpty();
        assertThat(state.withCancelsBefore(NOW + 1)).containsExactly(ID);
        assertThat(state.forgetCancelsBefore(ID, NOW + 1))
                .containsExactly(new ControlRecord.Tombstone(ControlKey.cancel(ID, "x"), 0));
        assertThat(state.forgetCancelsBefore(ID, NOW + 101))
                .as("its clock was ahead")
                .hasSize(1);
        assertThat(state.instances()).isEmpty();
    }

    @Test
    void anotherStateReplacesAll() {
        apply(cancel("x"));
        ControlState other = new ControlState();
        other.apply(new ReadControl(pause(NOW + 100), 0, NOW), NOW);
        state.replaceBy(other);
        assertThat(state.of(ID).hasEnds()).isFalse();
        assertThat(state.endPauses(NOW + 100)).containsExactly(ID);
    }
}
