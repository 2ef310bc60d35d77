package io.metronome.simulation.faults;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import io.metronome.simulation.worker.InstancesFile;
import io.metronome.simulation.worker.RareConditions;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;

/** The faults of storms with {@link RareConditions}. */
public final class RareFaults {
    /** A process may call on for so long after an Error of a thread: it leaves its group on its way out. */
    static final long DIES_WITHIN = SECONDS.toNanos(10);

    private static final int CHANGES = 3;
    private static final int BURSTS = 12;

    private final SimulatedTime time;
    private final InstancesFile file;
    private final WorkerFleet fleet;
    private final FaultInjector faults;
    private final RareConditions rare;

    public RareFaults(
            SimulatedTime time, InstancesFile file, WorkerFleet fleet, FaultInjector faults, RareConditions rare) {
        this.time = time;
        this.file = file;
        this.fleet = fleet;
        this.faults = faults;
        this.rare = rare;
    }

    /** Plans what happens until that moment. */
    public void plan(SimulatedApi api, SimulatedBroker broker, CommandGenerator commands, long until) {
        long most = MICROSECONDS.convert(until, NANOSECONDS);
        if (rare.breaksDispatcher()) {
            time.in(time.between(1_000_000, most), this::breakDispatcher);
        }
        if (rare.isCrowded()) {
            for (int i = 0; i < BURSTS; i++) {
                time.in(time.between(1_000_000, 4_000_000), () -> broker.whenUp(commands::burst));
            }
        }
        if (rare.losesChangedInstances()) {
            api.whenDelayIsSet((host, id) -> lose(id));
            for (int i = 0; i < CHANGES; i++) {
                time.in(time.between(1_000_000, most), () -> broker.whenUp(commands::changeDelay));
            }
        }
    }

    /** Lets Kafka be away, for so long that only the beats of a worker tell that it lives. */
    public void outage() {
        if (rare.kafkaAway() > 0) {
            faults.away(rare.kafkaAway());
            time.run(time.now() + rare.kafkaAway());
        }
    }

    private void breakDispatcher() {
        fleet.anyWorker()
                .ifPresent(worker -> worker.breakDispatcher(
                        () -> faults.note(worker.host(), DIES_WITHIN, "out of memory on the dispatcher's thread")));
    }

    /* While the answer to its setSettings is on its way. */
    private void lose(String id) {
        time.tell(Kind.FAULT, "the instances file loses " + id + " while its delay is changed");
        file.lose(id);
        fleet.readAtOnce();
        time.in(time.between(400_000, 8_000_000), () -> {
            file.nameAll();
            fleet.readAtOnce();
        });
    }
}
