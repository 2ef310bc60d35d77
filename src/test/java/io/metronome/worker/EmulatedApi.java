package io.metronome.worker;

import static java.util.stream.Collectors.toMap;

import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.emulator.RecordedCall;
import io.metronome.guarantee.CallSeen;
import io.metronome.sandbox.Journal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The API of a test, and its journal in the words of the guarantees. */
final class EmulatedApi implements AutoCloseable {
    private final Scheduler time = Schedulers.newSingle("emulator");
    private final Emulator emulator;
    private final Map<String, Duration> delays;

    EmulatedApi(List<EmulatedInstance> instances, Duration answerDelay) {
        EmulatorSettings settings = EmulatorSettings.of(instances).withAnswerDelay(answerDelay);
        emulator = Emulator.start(settings, time, InstantSource.system(), new Random());
        delays = instances.stream().collect(toMap(EmulatedInstance::id, EmulatedInstance::delay));
    }

    Emulator emulator() {
        return emulator;
    }

    /** Every call of one of the catalogue's methods, in the order in which they came. */
    List<CallSeen> calls() {
        return read(emulator.calls());
    }

    /** The calls of one instance. */
    List<CallSeen> calls(String instance) {
        return read(emulator.calls(instance));
    }

    /** Calls that were accepted although the same had been accepted before. */
    long repeated() {
        return emulator.report().repeated().stream()
                .mapToLong(body -> Math.max(0, body.accepted() - 1))
                .sum();
    }

    private List<CallSeen> read(List<RecordedCall> calls) {
        return Journal.read(calls.stream().map(Journal.Arrival::of).toList(), delays);
    }

    @Override
    public void close() {
        emulator.close();
        time.dispose();
    }
}
