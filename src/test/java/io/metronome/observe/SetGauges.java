package io.metronome.observe;

import io.metronome.command.Priority;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.loop.Gauges;
import io.metronome.dispatch.loop.LedgerRecords;
import io.metronome.pacing.Pace;
import java.util.List;

/** Gauges that a test sets. */
final class SetGauges implements Gauges {
    long assigned;
    long ready;
    long lastRound;
    long oldestDue = Pace.FAR;
    List<String> unread = List.of();

    @Override
    public long pending(Priority priority) {
        return switch (priority) {
            case HIGH -> 10;
            case NORMAL -> 11;
            case BULK -> 12;
        };
    }

    @Override
    public long pendingBytes() {
        return 20;
    }

    @Override
    public long inFlight() {
        return 30;
    }

    @Override
    public long runnable() {
        return 40;
    }

    @Override
    public long oldestDueNanos() {
        return oldestDue;
    }

    @Override
    public long activeInstances() {
        return 50;
    }

    @Override
    public long heldInstances(HoldReason reason) {
        return reason == HoldReason.QUOTA ? 51 : 0;
    }

    @Override
    public long instancesOutOfHours() {
        return 7;
    }

    @Override
    public long cappedInstances() {
        return 3;
    }

    @Override
    public long pausedInstances() {
        return 52;
    }

    @Override
    public long pausedPartitions() {
        return 60;
    }

    @Override
    public LedgerRecords ledgerRecords() {
        return new LedgerRecords(70, 71, 72, 73);
    }

    @Override
    public long assignedPartitions() {
        return assigned;
    }

    @Override
    public long readyPartitions() {
        return ready;
    }

    @Override
    public List<String> unreadReasons() {
        return unread;
    }

    @Override
    public long lastRoundNanos() {
        return lastRound;
    }
}
