package io.metronome.simulation.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.simulation.api.SimulatedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.worker.Mutation;
import io.metronome.simulation.worker.SimulatedWorker;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a storm would seldom bring, or what would keep it from ending. */
@ExtendWith(SilentLogs.class)
class ScenesTest {
    private static final String INSTANCE = "1101000001";

    @Test
    void aReadPositionThatVanishedIsNotGuessedAt() {
        Scene told = scene(scene -> {
            scene.workFor(30, 1);
            scene.workFor(30, 0);
            scene.broker.group().forgetOffsets();
            scene.api.calls().clear();
            scene.workFor(60, 1);
        });
        assertThat(told.fleet.restores()).as("the partition is not served").hasSize(1);
        assertThat(told.api.calls()).as("nothing that was sent is sent again").isEmpty();
    }

    @Test
    void twoTakeOversInARowWithATransactionLeftOpenCostOneSession() {
        Scene told = scene(scene -> {
            scene.workFor(20, 1);
            scene.workFor(20, 0);
            // The second never gets a header of its own into the ledger: the last one there is of somebody long gone.
            scene.broker
                    .transactions()
                    .trap("worker-2", 2, () -> scene.worker(1).host().kill());
            scene.workFor(60, 1);
        });
        List<WorkerFleet.Restore> restores = told.fleet.restores();
        assertThat(told.worker(1).host().isAlive()).isFalse();
        assertThat(restores).extracting(restore -> restore.host().name()).containsExactly("worker-1", "worker-3");
        assertThat(restores.getLast().nanos()).isLessThan(SECONDS.toNanos(5));
        assertThat(told.broker.wronglyFenced()).isEmpty();
    }

    @Test
    void aWorkerThatStandsStillForFiveMinutesWritesNothingAndCallsNobody() {
        Scene told = scene(scene -> {
            scene.workFor(20, 1);
            SimulatedHost zombie = scene.worker(0).host();
            zombie.freeze();
            scene.workFor(300, 2);
            int called = scene.callsOf(zombie);
            int written = scene.checkpointsOf(zombie);
            zombie.thaw();
            // Long enough to find out that it is nobody any more, too short to be given anything.
            scene.time.run(scene.time.now() + SECONDS.toNanos(1));
            assertThat(scene.callsOf(zombie)).isEqualTo(called);
            assertThat(scene.checkpointsOf(zombie)).isLessThanOrEqualTo(written + 1);
        });
        assertThat(told.fleet.workers()).hasSizeGreaterThan(1);
    }

    private static Scene scene(Consumer<Scene> story) {
        return SimulatedTime.on(7, time -> {
            Scene scene = new Scene(time);
            try {
                story.accept(scene);
            } finally {
                scene.fleet.scaleTo(0);
                scene.fleet.workers().forEach(worker -> worker.host().kill());
                time.run(time.now() + 1);
            }
            return scene;
        });
    }

    private static final class Scene {
        private final SimulatedTime time;
        private final SimulatedBroker broker;
        private final SimulatedApi api;
        private final WorkerFleet fleet;
        private final CommandGenerator commands;

        private Scene(SimulatedTime time) {
            this.time = time;
            broker = new SimulatedBroker(time, 1, WorkerFleet.EPOCH_MILLIS);
            api = new SimulatedApi(time);
            api.beKind();
            api.instance(INSTANCE, Duration.ofMillis(2_500));
            fleet = new WorkerFleet(time, broker, api, 1, Mutation.NONE, false);
            commands = new CommandGenerator(time, broker, 1, List.of(INSTANCE));
        }

        private void workFor(int seconds, int workers) {
            fleet.scaleTo(workers);
            for (int i = 0; i < seconds; i += 10) {
                commands.one();
                time.run(time.now() + SECONDS.toNanos(10));
            }
        }

        private SimulatedWorker worker(int number) {
            return fleet.workers().get(number);
        }

        private int callsOf(SimulatedHost host) {
            return (int)
                    api.calls().stream().filter(call -> call.host() == host).count();
        }

        private int checkpointsOf(SimulatedHost host) {
            return (int) broker.transactions().committed().stream()
                    .filter(one -> one.host().equals(host.name()))
                    .count();
        }
    }
}
