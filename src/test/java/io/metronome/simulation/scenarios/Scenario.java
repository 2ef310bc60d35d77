package io.metronome.simulation.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.ledger.BrokerMoment;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.LedgerContents;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.Restored;
import io.metronome.simulation.api.ScriptedApi;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import io.metronome.simulation.worker.Mutation;
import io.metronome.simulation.worker.SimulatedWorker;
import io.metronome.simulation.worker.WorkerFleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A story that a test writes down step by step: one partition, one instances file, a calm Kafka, a calm API, and one
 * worker at a time unless more are started. Time goes by only where a step says so.
 */
final class Scenario implements AutoCloseable {
    private static final long SEED = 7;
    private static final Duration HAND_OVER = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SimulatedTime time = SimulatedTime.stepped(SEED);
    private final SimulatedBroker broker = new SimulatedBroker(time, 1, WorkerFleet.EPOCH_MILLIS);
    private final ScriptedApi api = new ScriptedApi(time);
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final List<WorkerFleet.Restore> restores = new ArrayList<>();
    private final ScenarioConfiguration configuration = new ScenarioConfiguration();

    /** Begins with one worker. */
    Scenario() {
        broker.beCalm();
        start();
    }

    ScenarioConfiguration configuration() {
        return configuration;
    }

    ScriptedApi api() {
        return api;
    }

    SimulatedBroker broker() {
        return broker;
    }

    /** The worker that was started last. */
    SimulatedWorker worker() {
        return workers.getLast();
    }

    /** The counts of the worker that was started last. */
    PipelineStats stats() {
        return worker().stats();
    }

    /** Every restore that has ended. */
    List<WorkerFleet.Restore> restores() {
        return restores;
    }

    /** Puts a command on the topic. */
    Scenario produce(String json) {
        broker.whenUp(() -> {
            long offset = broker.log(SimulatedTopics.COMMANDS, 0)
                    .append(null, json.getBytes(UTF_8), new RecordHeaders(), broker.millis(), null);
            time.tell(Kind.PRODUCED, offset + " " + json);
        });
        return this;
    }

    /** A text status of an instance, with more fields of the envelope as {@code "name":value}. */
    Scenario status(String instance, String message, String... more) {
        String fields = more.length == 0 ? "" : "," + String.join(",", more);
        return produce("{\"idInstance\":\"" + instance + "\",\"method\":\"sendTextStatus\",\"body\":{\"message\":\""
                + message + "\"}" + fields + "}");
    }

    /** A moment so far from now, as a command names it. */
    String at(Duration fromNow) {
        return "\"" + Instant.ofEpochMilli(broker.millis()).plus(fromNow) + "\"";
    }

    /** Lets time go by. */
    Scenario run(Duration duration) {
        time.step(time.now() + duration.toNanos());
        return checked();
    }

    /** Lets time go by until that is so, which is asked every millisecond. */
    Scenario runUntil(BooleanSupplier isSo) {
        return runUntil(PATIENCE, isSo);
    }

    private Scenario runUntil(Duration patience, BooleanSupplier isSo) {
        if (!time.stepUntil(time.now() + patience.toNanos(), isSo)) {
            throw new AssertionError("not within " + patience);
        }
        return checked();
    }

    private Scenario checked() {
        for (SimulatedWorker worker : workers) {
            if (!worker.host().failures().isEmpty()) {
                throw new AssertionError(
                        "a worker failed", worker.host().failures().getFirst());
            }
        }
        return this;
    }

    /** One more worker starts. */
    Scenario start() {
        return start(Duration.ofHours(workers.size() + 1L).toNanos());
    }

    /** One more worker starts, on a machine that was booted a second ago. */
    Scenario startOnFreshMachine() {
        return start(Duration.ofSeconds(1).toNanos() - time.now());
    }

    private Scenario start(long uptime) {
        int number = workers.size() + 1;
        SimulatedHost host = new SimulatedHost(time, "worker-" + number, uptime, WorkerFleet.EPOCH_MILLIS);
        time.tell(Kind.PROCESS, host.name() + " starts");
        workers.add(new SimulatedWorker(host, broker, api, configuration.settings(), Mutation.NONE, nanos -> {
            time.tell(Kind.RESTORED, host.name());
            restores.add(new WorkerFleet.Restore(host, nanos, time.now()));
        }));
        return this;
    }

    /** The instances file loses an instance, or names it again, and the worker reads it. */
    Scenario named(String instance, boolean is) {
        configuration.named(instance, is);
        worker().instancesChanged();
        return this;
    }

    /** The worker hands over, and its process ends. */
    Scenario stop() {
        SimulatedWorker leaving = worker();
        leaving.stop();
        runUntil(HAND_OVER, () -> !leaving.host().isAlive());
        if (leaving.unclean() != null) {
            throw new AssertionError("not handed over", leaving.unclean());
        }
        return this;
    }

    /** The worker hands over, and another takes over. */
    Scenario restart() {
        return stop().start();
    }

    /** The worker's process is gone between two instants; the group notices after that time, and another takes over. */
    Scenario kill(Duration unserved) {
        SimulatedWorker killed = worker();
        killed.host().kill();
        run(unserved);
        broker.group().remove(killed.memberId());
        return start();
    }

    /** The worker's producer is fenced: its next checkpoint is not written. */
    void fence() {
        broker.transactions().fenceAll(worker().host().name());
    }

    /** The values of the results that a consumer can see. */
    List<String> results() {
        return seen(SimulatedTopics.RESULTS).stream()
                .map(result -> new String(result.value(), UTF_8))
                .toList();
    }

    /** Why commands died, in the order of their dead letters. */
    List<String> reasons() {
        return seen(SimulatedTopics.DEAD_LETTERS).stream()
                .map(letter -> new String(
                        letter.headers().lastHeader("metronome-reason").value(), UTF_8))
                .toList();
    }

    /** The details of dead letters, in their order. */
    List<String> details() {
        return seen(SimulatedTopics.DEAD_LETTERS).stream()
                .map(letter -> new String(
                        letter.headers().lastHeader("metronome-detail").value(), UTF_8))
                .toList();
    }

    /** Commands that wait, by the ledger. */
    List<PendingCommandRecord> pending() {
        return ledger().waiting();
    }

    /** Departures, by the ledger. */
    List<Restored.RestoredPace> paces() {
        return ledger().paces();
    }

    /** Holds, limits and changes of settings of instances, by the ledger. */
    List<InstanceCondition<BrokerMoment>> conditions() {
        return ledger().conditions();
    }

    /** The read position, by the ledger. */
    long position() {
        return ledger().position();
    }

    /** The hash of everything that has happened. */
    String hash() {
        return time.story().hash();
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.host().kill());
        time.step(time.now() + 1);
    }

    private Restored ledger() {
        return LedgerContents.of(
                configuration.settings().ledger(),
                0,
                broker.group().committed(new TopicPartition(SimulatedTopics.COMMANDS, 0)),
                seen(SimulatedTopics.LEDGER));
    }

    private List<ConsumerRecord<byte[], byte[]>> seen(String topic) {
        return broker.log(topic, 0).all();
    }
}
