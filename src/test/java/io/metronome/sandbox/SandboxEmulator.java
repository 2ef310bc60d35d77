package io.metronome.sandbox;

import io.metronome.guarantee.CallSeen;
import java.util.List;

/** The emulator of the sandbox, and its journal in the words of the guarantees. */
// The check is of a method that throws only until it is joined.
@SuppressWarnings("DoNotCallSuggester")
final class SandboxEmulator implements AutoCloseable {
    private SandboxEmulator() {}

    /** Starts it for those accounts, each new: authorized, delay 500 ms. */
    static SandboxEmulator start(List<Account> accounts, int port) {
        throw new UnsupportedOperationException("the emulator is not joined to the sandbox yet: start"
                + " io.metronome.emulator.Emulator on port " + port + " with " + accounts.size() + " instances");
    }

    /** Every call of one of the catalogue's methods, in the order in which they came. */
    List<CallSeen> calls() {
        return Journal.read(arrivals());
    }

    private static List<Journal.Arrival> arrivals() {
        return List.of();
    }

    @Override
    public void close() {}
}
