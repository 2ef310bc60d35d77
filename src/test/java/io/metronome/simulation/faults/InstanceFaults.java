package io.metronome.simulation.faults;

import io.metronome.simulation.api.DrawnApi;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import io.metronome.simulation.worker.InstancesFile;
import io.metronome.simulation.worker.WorkerFleet;
import java.util.List;

/** Faults around instances: operators edit the instances file, and hosts of the API break down. */
public final class InstanceFaults {
    private static final int HOSTS = 3;

    private final SimulatedTime time;
    private final DrawnApi api;
    private final InstancesFile file;
    private final WorkerFleet fleet;
    private final int hosts;

    /** Draws how many hosts there are, and names every instance with one of them. */
    public InstanceFaults(
            SimulatedTime time, DrawnApi api, InstancesFile file, WorkerFleet fleet, List<String> instances) {
        this.time = time;
        this.api = api;
        this.file = file;
        this.fleet = fleet;
        this.hosts = 1 + time.random().nextInt(HOSTS);
        instances.forEach(id -> file.name(id, anyHost()));
    }

    /** The file names every instance again. */
    public void calm() {
        file.nameAll();
        fleet.fileEdited();
    }

    void one() {
        String id = file.ids().get(time.random().nextInt(file.ids().size()));
        switch (time.random().nextInt(4)) {
            case 0 -> move(id);
            case 1 -> lose(id);
            default -> breakDown();
        }
    }

    private void move(String id) {
        String url = anyHost();
        tell("the instances file names " + url + " for " + id + ", with a new token");
        file.name(id, url);
        fleet.fileEdited();
    }

    private void lose(String id) {
        tell("the instances file loses " + id);
        file.lose(id);
        fleet.fileEdited();
        time.in(time.between(500_000, 60_000_000), () -> {
            tell("the instances file names every instance again");
            calm();
        });
    }

    private void breakDown() {
        String url = anyHost();
        long nanos = time.between(1_000_000, 25_000_000);
        tell("%s is down for %.3f s".formatted(url, nanos / 1e9));
        api.breakDown(url, nanos);
    }

    private String anyHost() {
        return "http://api-" + (1 + time.random().nextInt(hosts)) + ".local";
    }

    private void tell(String what) {
        time.tell(Kind.FAULT, what);
    }
}
