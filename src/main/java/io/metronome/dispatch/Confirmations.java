package io.metronome.dispatch;

import io.metronome.command.Outcome;
import io.metronome.delivery.ReadSettings;
import io.metronome.dispatch.instance.AcceptedSettings;
import io.metronome.dispatch.instance.Conditions;
import io.metronome.dispatch.instance.Holds;
import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.instance.SettingsChange;
import io.metronome.dispatch.instance.SettingsPoller;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * setSettings commands that the API has accepted: each ends when getSettings shows every field that it sent, or five
 * minutes later without ("applied within 5 minutes": GREEN-API docs, page SetSettings).
 */
final class Confirmations {
    private final DispatcherLoop loop;
    private final Time time;
    private final SettingsPoller settingsPoller;
    private final Holds holds;
    private final BiConsumer<PendingCommand, Outcome.Accepted> confirmed;

    /** @param confirmed ends the command with what is known */
    Confirmations(
            DispatcherLoop loop,
            Time time,
            SettingsPoller settingsPoller,
            Holds holds,
            BiConsumer<PendingCommand, Outcome.Accepted> confirmed) {
        this.loop = loop;
        this.time = time;
        this.settingsPoller = settingsPoller;
        this.holds = holds;
        this.confirmed = confirmed;
    }

    /** The API has accepted the command: the instance restarts, and may change its delay. */
    void accepted(PendingCommand pending, Outcome.Accepted outcome) {
        InstanceLane lane = pending.lane();
        long until = time.nanos() + SettingsChange.PATIENCE;
        pending.accepted(new AcceptedSettings(outcome, until));
        pending.partition().delta().changed(pending);
        await(pending, until);
        holds.restarting(lane);
        settingsPoller.changed(lane, pending.body().command().delayMillis(), until);
    }

    /** The API has accepted a former owner's call of the command. */
    void restored(PendingCommand pending, Outcome.Accepted outcome) {
        InstanceLane lane = pending.lane();
        long now = time.nanos();
        long byTheCalendar = Math.min(now, time.nanosAt(outcome.completedAt())) + SettingsChange.PATIENCE;
        long until = lane.settingsChange().isOpen(now) ? lane.settingsChange().until() : byTheCalendar;
        pending.accepted(new AcceptedSettings(outcome, until));
        if (!lane.settingsChange().isOpen(now)) {
            settingsPoller.changed(lane, pending.body().command().delayMillis(), until);
        }
        await(pending, until);
        holds.serve(lane);
    }

    /** Ends each command of the lane whose fields getSettings shows, if it was asked after the command was accepted. */
    void shown(InstanceLane lane, ReadSettings settings) {
        for (PendingCommand pending : List.copyOf(lane.confirming())) {
            AcceptedSettings accepted = pending.acceptedSettings();
            boolean isNews =
                    accepted != null && lane.settingsRequest().askedAt() >= accepted.until() - SettingsChange.PATIENCE;
            if (isNews && settings.shows(pending.body().requestBody())) {
                end(pending, true);
            }
        }
    }

    private void await(PendingCommand pending, long until) {
        InstanceLane lane = pending.lane();
        lane.confirming().add(pending);
        lane.keepUntil(until + SettingsChange.PATIENCE);
        settingsPoller.readBack(lane);
        loop.runIn(Math.max(0, until - time.nanos()), () -> {
            if (!pending.hasEnded() && pending.partition().mayCall()) {
                end(pending, false);
            }
        });
    }

    private void end(PendingCommand pending, boolean shown) {
        AcceptedSettings accepted = pending.acceptedSettings();
        if (accepted != null) {
            leave(pending, time.nanos());
            confirmed.accept(pending, accepted.outcome().confirmed(shown));
        }
    }

    /** The command is not waited for any more. A delay that it asked for still counts until getSettings shows it. */
    static void leave(PendingCommand pending, long now) {
        InstanceLane lane = pending.lane();
        lane.confirming().remove(pending);
        if (lane.confirming().isEmpty() && lane.settingsChange().longestMillis() == 0) {
            lane.settingsChange().end();
            Conditions.note(lane, now);
        }
    }
}
