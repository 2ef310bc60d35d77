package io.metronome.pacing;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import io.metronome.command.Priority;
import java.util.Objects;

/** A command that waits in a lane, for tests. */
final class Waiter extends Entry {
    static final Method TEXT = method("sendTextStatus");
    static final Method VOICE = method("sendVoiceStatus");
    static final Method SETTINGS = method("setSettings");

    private long retryAt = Pace.NEVER;

    Waiter(long offset, Method method, Priority priority) {
        super(offset, method, priority, 0);
    }

    @Override
    public long retryAt() {
        return retryAt;
    }

    void retryAt(long nanos) {
        retryAt = nanos;
    }

    static Waiter normal(long offset) {
        return new Waiter(offset, TEXT, Priority.NORMAL);
    }

    /** The earliest moment at which a command of the lane may go; {@link Pace#FAR} when none can for now. */
    static long readyAt(Lane<Waiter> lane) {
        Waiter upcoming = lane.upcoming();
        return upcoming == null ? Pace.FAR : lane.readyAt(upcoming);
    }

    private static Method method(String name) {
        return Objects.requireNonNull(Catalogue.find(name), name);
    }
}
