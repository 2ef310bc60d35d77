package io.metronome.benchmark.engine;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import io.metronome.command.Priority;
import io.metronome.pacing.Entry;
import java.util.Objects;

/** A command of normal priority in a lane. */
final class WaitingEntry extends Entry {
    private static final Method METHOD = Objects.requireNonNull(Catalogue.find("sendMessage"));

    WaitingEntry(long offset) {
        super(offset, METHOD, Priority.NORMAL, 0);
    }
}
