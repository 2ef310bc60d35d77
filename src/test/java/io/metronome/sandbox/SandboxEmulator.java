package io.metronome.sandbox;

import io.metronome.command.Secret;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.guarantee.CallSeen;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The emulator of the sandbox, and its journal in the words of the guarantees. */
final class SandboxEmulator implements AutoCloseable {
    private final Scheduler time = Schedulers.newSingle("emulator");
    private final Emulator emulator;

    private SandboxEmulator(List<EmulatedInstance> instances, int port) {
        EmulatorSettings settings = EmulatorSettings.of(instances).withPort(port);
        emulator = Emulator.start(settings, time, InstantSource.system(), new Random());
    }

    /** Starts it for those accounts, each new: authorized, delay 500 ms. */
    static SandboxEmulator start(List<Account> accounts, int port) {
        return new SandboxEmulator(
                accounts.stream()
                        .map(account ->
                                new EmulatedInstance(account.id(), new Secret(account.token()), account.messenger()))
                        .toList(),
                port);
    }

    /** Every call of one of the catalogue's methods, in the order in which they came. */
    List<CallSeen> calls() {
        return Journal.read(emulator.calls().stream().map(Journal.Arrival::of).toList());
    }

    @Override
    public void close() {
        emulator.close();
        time.dispose();
    }
}
