package io.metronome.simulation.api;

import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.guarantee.CallSeen;
import io.metronome.simulation.time.SimulatedHost;
import java.time.Duration;
import java.time.Instant;

/**
 * A call as it arrived at the API.
 *
 * @param host who made it
 * @param at true nanoseconds
 * @param calendar what its host's calendar showed
 * @param stale whether its host stood still between the last check and the bytes
 * @param delay the delay that ruled the instance then
 * @param typing the typing time that the body asks for
 * @param answer what the API said, or would have
 * @param answeredAt when its host was told, true nanoseconds
 */
public record ApiCall(
        SimulatedHost host,
        String instance,
        Method method,
        String body,
        long at,
        Instant calendar,
        boolean stale,
        Duration delay,
        Duration typing,
        Answer answer,
        long answeredAt) {

    public boolean isAccepted() {
        return answer instanceof Answer.Accepted;
    }

    /** This call for guarantees that go by true time. */
    public CallSeen seen() {
        return seen(Instant.EPOCH.plusNanos(at), delay);
    }

    /** This call for guarantees that go by true time and by the delay that ruled when the next call came. */
    public CallSeen seen(Duration delayThen) {
        return seen(Instant.EPOCH.plusNanos(at), delayThen);
    }

    /** For guarantees that go by the calendar of the worker that made the call. */
    public CallSeen seenByCalendar() {
        return seen(calendar, delay);
    }

    private CallSeen seen(Instant when, Duration least) {
        Duration gap = method.paced() ? least.plus(typing) : Duration.ZERO;
        Duration delayThen = method.paced() ? least : Duration.ZERO;
        boolean isUnknown = answer instanceof Answer.Unknown;
        return new CallSeen(
                instance, method.name(), body, when, gap, delayThen, method.paced(), isAccepted(), isUnknown);
    }

    @Override
    public String toString() {
        return "%s %s %s at %.3f s, answered %s at %.3f s"
                .formatted(instance, method.name(), body, at / 1e9, answer, answeredAt / 1e9);
    }
}
