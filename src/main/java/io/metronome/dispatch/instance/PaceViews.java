package io.metronome.dispatch.instance;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.dispatch.view.PaceView;
import io.metronome.pacing.OpenTime;
import org.jspecify.annotations.Nullable;

/** Shows to people what rules a pace beside the delay. Pure. */
final class PaceViews {
    private PaceViews() {}

    /** @param calls so many count today */
    static PaceView of(PaceRules rules, int calls, long nowMillis) {
        return rules.equals(PaceRules.NONE)
                ? PaceView.NONE
                : new PaceView(
                        rules.jitterPercent(), hours(rules.hours(), nowMillis), cap(rules.cap(), calls, nowMillis));
    }

    private static PaceView.@Nullable HoursView hours(@Nullable SendingHours hours, long nowMillis) {
        if (hours == null) {
            return null;
        }
        OpenTime open = OpenTime.atOrAfter(hours, nowMillis);
        boolean isOpen = open.contains(nowMillis);
        return new PaceView.HoursView(
                hours.zone().getId(), isOpen, isOpen ? open.to() : open.from(), hours.highAlways());
    }

    private static PaceView.@Nullable CapView cap(@Nullable DailyCap cap, int calls, long nowMillis) {
        if (cap == null) {
            return null;
        }
        long day = cap.day(nowMillis);
        return new PaceView.CapView(cap.limit(day), calls, cap.begins(day + 1));
    }
}
