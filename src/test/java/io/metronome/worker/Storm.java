package io.metronome.worker;

import io.metronome.sandbox.EmbeddedBroker;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** Mischief done to a fleet and its brokers, under load. Each kind ends when everything is served again. */
final class Storm {
    /** The kinds of mischief. */
    enum Mischief {
        KILL,
        FREEZE,
        RESTART_BROKERS,
        ROLL,
        SCALE
    }

    private static final int FLOW = 4;

    private final Fleet fleet;
    private final Load load;
    private final EmbeddedBroker cluster;
    private final RandomGenerator random;

    Storm(Fleet fleet, Load load, EmbeddedBroker cluster, RandomGenerator random) {
        this.fleet = fleet;
        this.load = load;
        this.cluster = cluster;
        this.random = random;
    }

    void strike(Mischief mischief) throws Exception {
        load.keep(2 * FLOW);
        long start = System.nanoTime();
        Callable<?> strike = switch (mischief) {
            case KILL -> this::kill;
            case FREEZE -> this::freeze;
            case RESTART_BROKERS -> this::restartBrokers;
            case ROLL -> this::roll;
            case SCALE -> this::scale;
        };
        strike.call();
        fleet.settle();
        load.keep(2 * FLOW);
        load.flow(FLOW);
        System.out.printf("Storm: %s took %,d ms%n", mischief, (System.nanoTime() - start) / 1_000_000);
    }

    private Void kill() throws Exception {
        load.rush();
        fleet.kill(fleet.any(random));
        fleet.settle();
        fleet.add();
        return null;
    }

    /* Until the others have everything, which is when its session is over. */
    private Void freeze() throws Exception {
        ChildWorker zombie = fleet.any(random);
        load.rush();
        fleet.freeze(zombie);
        fleet.settle();
        load.keep(2 * FLOW);
        load.flow(FLOW);
        fleet.thaw(zombie);
        return null;
    }

    private Void restartBrokers() throws Exception {
        for (int broker = 1; broker <= 3; broker++) {
            cluster.stop(broker);
            load.keep(2 * FLOW);
            load.flow(1);
            cluster.restart(broker);
        }
        return null;
    }

    private Void roll() throws Exception {
        for (ChildWorker worker : fleet.running()) {
            fleet.add();
            fleet.stop(worker);
            fleet.settle();
        }
        return null;
    }

    private Void scale() throws Exception {
        ChildWorker worker = fleet.any(random);
        fleet.stop(worker);
        fleet.settle();
        load.flow(1);
        fleet.add();
        return null;
    }
}
