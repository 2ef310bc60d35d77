package io.metronome.dispatch;

import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.instance.Announcements;
import io.metronome.dispatch.instance.CommandTimers;
import io.metronome.dispatch.instance.Foresight;
import io.metronome.dispatch.instance.LaneScheduler;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatchSettings;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.RecordEnd;
import io.metronome.ledger.CommittedCheckpoint;
import java.time.Duration;
import java.util.Collection;

/**
 * Ends commands. Here are the ends that no answer decides: a command expires, an operator cancels it, its instance is
 * missing for too long, the ledger refuses it, or a former owner ended in the middle of its call.
 */
final class CommandEnds {
    /* To end a command takes longer than to look at it. */
    private static final int PART = 4;

    private final Time time;
    private final LaneScheduler lanes;
    private final CommandCompletion completion;
    private final CommandTimers timers;
    private final Duration instanceGrace;
    private final int atATime;

    CommandEnds(
            DispatchSettings settings,
            DispatcherLoop loop,
            Time time,
            LaneScheduler lanes,
            CommandCompletion completion,
            Runnable round) {
        this.time = time;
        this.lanes = lanes;
        this.completion = completion;
        this.atATime = Math.max(1, settings.bounds().itemsPerTask() / PART);
        this.instanceGrace = settings.instanceGrace();
        // The delay is read while commands wait for their notBefore. So the ledger learns when the instance can have
        // departed, and a kill costs an instance that was not called no gap.
        this.timers = new CommandTimers(
                loop,
                time,
                settings.bounds().itemsPerTask(),
                lanes::queue,
                this::begun,
                pending -> lanes.instanceChanged(pending.lane()),
                this::expire);
        lanes.whenSlower(
                new LateCommands(loop, time, timers, atATime, this::late, this::withoutInstance, round)::judge);
    }

    /** How many commands one task ends, where many are to end at once. */
    int atATime() {
        return atATime;
    }

    /** The moments at which commands begin or expire. */
    CommandTimers timers() {
        return timers;
    }

    /** How the last commands ended. */
    EndedCommands endedCommands() {
        return completion.endedCommands();
    }

    /** The command ends like this. */
    void end(PendingCommand pending, RecordEnd how) {
        Announcements.ended(pending, time.nanos());
        completion.end(pending, how);
        timers.ended(pending);
        lanes.place(pending.lane());
    }

    /** The instances file has lost the instance, and did not name it again in time. */
    void withoutInstance(PendingCommand pending) {
        pending.leaveLane();
        String detail = "the instances file does not name " + pending.lane().instance()
                + " any more, and did not name it again within " + instanceGrace.toSeconds() + " s";
        end(pending, completion.dead(pending, Reason.UNKNOWN_INSTANCE, detail, 0));
    }

    /**
     * A command that a former owner had read takes its place again, or ends.
     *
     * @param wasAnnounced whether the former owner may have called it, and it must not be called again
     */
    void takeBack(PendingCommand pending, long notBefore, boolean wasAnnounced) {
        // The rules may have changed since it was read, and are known before its delay is.
        String late = Foresight.refusal(pending, notBefore, time.nanos(), time.millis());
        timers.add(pending, notBefore);
        pending.inLedger();
        if (wasAnnounced) {
            unanswered(pending);
        } else if (late != null) {
            late(pending, late);
        }
    }

    /* Its notBefore has come, and the commands that came before that are ahead of it. */
    private void begun(PendingCommand pending) {
        String late = Foresight.refusal(pending, 0, time.nanos(), time.millis());
        lanes.queue(pending);
        if (late != null) {
            late(pending, late);
        }
    }

    /* A former owner was about to call it, or did, and ended before it could write the outcome. */
    private void unanswered(PendingCommand pending) {
        pending.answered(new Answer.Unknown(0, ""), false);
        pending.leaveLane();
        String detail = "the worker that was about to call ended before it could tell whether it did";
        end(pending, completion.dead(pending, Reason.OUTCOME_UNKNOWN, detail, 0));
    }

    /** Its {@code expiresAt} has come. Nothing happens to a command that has ended, or whose call has begun. */
    void expire(PendingCommand pending) {
        boolean isCalled = pending.isInFlight() || pending.acceptedSettings() != null;
        if (pending.hasEnded() || isCalled || !pending.partition().mayCall()) {
            return;
        }
        pending.leaveLane();
        end(pending, completion.expired(pending));
    }

    /** The ledger refused a command, so no other worker could restore it: it ends now, unless its call has begun. */
    void unwritable(Collection<OwnedPartition> partitions, CommittedCheckpoint.UnwritableCommand command) {
        partitions.stream()
                .filter(partition -> partition.number() == command.partition() && partition.mayCall())
                .flatMap(partition -> partition.delta().putLast(command.offset()).stream())
                .filter(PendingCommand.class::isInstance)
                .map(PendingCommand.class::cast)
                .filter(pending -> !pending.hasEnded() && !pending.isInFlight() && pending.acceptedSettings() == null)
                .forEach(pending -> unwritable(pending, command.detail()));
    }

    private void unwritable(PendingCommand pending, String detail) {
        pending.leaveLane();
        Reason reason = pending.attempts().isUnknown() ? Reason.OUTCOME_UNKNOWN : Reason.UNREADABLE;
        end(pending, completion.dead(pending, reason, detail, 0));
    }

    /* It cannot be called in time any more. */
    private void late(PendingCommand pending, String detail) {
        if (!pending.hasEnded() && !pending.isInFlight() && pending.partition().mayCall()) {
            pending.leaveLane();
            end(pending, completion.dead(pending, Reason.EXPIRED, detail + completion.doubt(pending), 0));
        }
    }

    /** An operator wants it to end. Nothing happens to a command that has ended, or whose call has begun. */
    void cancel(PendingCommand pending) {
        if (pending.hasEnded() || pending.isInFlight() || !pending.partition().mayCall()) {
            return;
        }
        String detail = pending.whyToEnd() + completion.doubt(pending);
        if (pending.acceptedSettings() != null) {
            Confirmations.leave(pending, time.nanos());
        } else {
            pending.leaveLane();
        }
        end(pending, completion.dead(pending, Reason.CANCELLED, detail, 0));
    }

    /** Ends a command at its turn, if it has expired or an operator wants it to end. False if it is to be called. */
    boolean endedAtItsTurn(PendingCommand pending) {
        if (pending.expiresAt() <= time.millis()) {
            expire(pending);
        } else if (pending.isToEnd()) {
            cancel(pending);
        }
        return pending.hasEnded();
    }

    /**
     * The command goes back after a call. Meanwhile its expiry may have passed, which has no other alarm, an operator may
     * have cancelled it, or its lane may have become too slow for it.
     */
    void endLate(PendingCommand pending) {
        if (pending.expiresAt() <= time.millis()) {
            expire(pending);
        }
        if (!pending.hasEnded() && pending.isToEnd()) {
            cancel(pending);
        }
        String late = pending.hasEnded() ? null : Foresight.refusalOfTheFirst(pending, time.nanos(), time.millis());
        if (late != null) {
            late(pending, late);
        }
    }
}
