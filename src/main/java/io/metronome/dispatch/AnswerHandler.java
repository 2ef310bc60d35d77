package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Method.Promise;
import io.metronome.command.Outcome;
import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.delivery.ReadSettings;
import io.metronome.dispatch.instance.Announcements;
import io.metronome.dispatch.instance.Call;
import io.metronome.dispatch.instance.Conditions;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.LaneScheduler;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.instance.SettingsChange;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Ports;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.RecordEnd;

/** Draws the consequences of an answer, for its command and for its instance. */
final class AnswerHandler {

    /** Ends commands. */
    @FunctionalInterface
    interface Ending {
        void end(PendingCommand pending, RecordEnd how);
    }

    private final Ports ports;
    private final Time time;
    private final LaneScheduler lanes;
    private final CommandCompletion completion;
    private final Ending ending;
    private final Confirmations confirmations;

    AnswerHandler(
            Ports ports,
            DispatcherLoop loop,
            Time time,
            LaneScheduler lanes,
            CommandCompletion completion,
            Ending ending) {
        this.ports = ports;
        this.time = time;
        this.lanes = lanes;
        this.completion = completion;
        this.ending = ending;
        this.confirmations = new Confirmations(loop, time, lanes.settingsPoller(), lanes.holds(), this::confirmed);
    }

    /**
     * The call has ended with that answer.
     *
     * @param spared whether a failure is the host's, and does not count against the command's attempts
     */
    void handle(Call call, Answer answer, boolean spared) {
        PendingCommand pending = call.pending();
        pending.answered(answer, spared);
        Announcements.answered(pending.lane(), answer, time.nanos());
        switch (RetryDecision.of(answer, pending, ports.retry(), ports.jitter().getAsDouble())) {
            case RetryDecision.Accept accept -> accepted(call, accept.answer());
            case RetryDecision.End end -> ended(call, answer, end);
            case RetryDecision.TryAgain again -> again(call, answer, again);
            case RetryDecision.HoldInstance hold -> {
                back(pending);
                lanes.holds().heldBy(pending.lane(), hold.answer());
                lanes.place(pending.lane());
            }
            case RetryDecision.AskState question -> {
                back(pending);
                lanes.holds().askState(pending.lane(), pending, question.detail());
                lanes.place(pending.lane());
            }
            case RetryDecision.NotTried notTried -> lanes.back(pending);
        }
    }

    /** getSettings showed this, after a restart. */
    void shown(InstanceLane lane, ReadSettings settings) {
        confirmations.shown(lane, settings);
    }

    /** A setSettings that a former owner saw accepted. */
    void restored(PendingCommand pending, Outcome.Accepted outcome) {
        confirmations.restored(pending, outcome);
    }

    /** The instance works: its 403 meant the method. */
    void rejected(PendingCommand pending, String detail) {
        pending.leaveLane();
        lanes.holds().instanceWorks(pending.lane());
        ending.end(pending, completion.dead(pending, Reason.REJECTED, detail, 403));
    }

    private void accepted(Call call, Answer.Accepted answer) {
        PendingCommand pending = call.pending();
        lanes.holds().instanceWorks(pending.lane());
        Outcome.Accepted outcome = completion.accepted(call, answer);
        if (pending.method().promise() == Promise.SAVE_SETTINGS) {
            confirmations.accepted(pending, outcome);
            lanes.place(pending.lane());
        } else {
            ending.end(pending, completion.accepted(pending, outcome));
        }
    }

    private void confirmed(PendingCommand pending, Outcome.Accepted outcome) {
        ending.end(pending, completion.accepted(pending, outcome));
    }

    private void ended(Call call, Answer answer, RetryDecision.End end) {
        PendingCommand pending = call.pending();
        if (answer instanceof Answer.Refused) {
            lanes.holds().instanceWorks(pending.lane());
        } else {
            inconclusive(call, answer);
        }
        ending.end(pending, completion.dead(pending, end.reason(), end.detail(), end.status()));
    }

    private void again(Call call, Answer answer, RetryDecision.TryAgain again) {
        PendingCommand pending = call.pending();
        InstanceLane lane = pending.lane();
        long now = time.nanos();
        long until = now + MILLISECONDS.toNanos(again.afterMillis());
        if (!again.throttled()) {
            pending.retry(until, time.millis() + again.afterMillis());
            inconclusive(call, answer);
        } else {
            lane.throttle(pending.method(), until);
            lanes.holds().instanceWorks(lane);
            if (Conditions.isLong(now, until)) {
                lane.limits().put(pending.method().name(), until);
                Conditions.note(lane, now);
            }
        }
        back(pending);
    }

    private void back(PendingCommand pending) {
        pending.partition().delta().changed(pending);
        lanes.back(pending);
    }

    /* A setSettings whose outcome is unknown may have changed the delay: the longer one counts until that is known. */
    private void inconclusive(Call call, Answer answer) {
        InstanceLane lane = call.pending().lane();
        lanes.holds().inconclusive(lane);
        if (answer instanceof Answer.Unknown && call.command().delayMillis() > 0) {
            lanes.settingsPoller().changed(lane, call.command().delayMillis(), time.nanos() + SettingsChange.PATIENCE);
        }
    }
}
