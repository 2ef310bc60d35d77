package io.metronome.guarantee;

import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.pacing.OpenTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No paced call is made outside of the hours of its instance, by the calendar of the worker that makes it. */
public final class NothingOutsideHours extends PacedCallsGuarantee {
    private final Map<String, PaceRules> rules;
    private final Duration onTheWay;

    /**
     * @param rules by instance
     * @param onTheWay how long a call may take from its start until the API saw it
     */
    public NothingOutsideHours(Map<String, PaceRules> rules, Duration onTheWay) {
        this.rules = rules;
        this.onTheWay = onTheWay;
    }

    @Override
    public List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (CallSeen call : calls()) {
            Produced command = command(call);
            SendingHours hours =
                    rules.getOrDefault(call.instance(), PaceRules.NONE).hours();
            if (command != null
                    && hours != null
                    && hours.hold(command.priority())
                    && !isOpen(hours, call.at().toEpochMilli())) {
                broken.add(call + " came outside of the hours");
            }
        }
        return broken;
    }

    private boolean isOpen(SendingHours hours, long millis) {
        long started = millis - onTheWay.toMillis();
        return OpenTime.atOrAfter(hours, started).from() <= millis;
    }
}
