package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Workers that share a group, each in a process of its own; and what is done to them. One thread. */
final class Fleet implements AutoCloseable {
    /** The shortest session that Kafka accepts, so that a dead worker is noticed soon. */
    static final Map<String, String> SHORT_SESSION = Map.of(
            "METRONOME_KAFKA_PROPERTIES_SESSION_TIMEOUT_MS", "6000",
            "METRONOME_KAFKA_PROPERTIES_HEARTBEAT_INTERVAL_MS", "1500");

    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Pattern LOST = Pattern.compile("(?m)^(\\S+Z) WARN .*Lost partitions");

    /** The other group protocol, whose session the broker decides. */
    static final Map<String, String> NEW_PROTOCOL = Map.of("METRONOME_KAFKA_PROPERTIES_GROUP_PROTOCOL", "consumer");

    private final WorkerBench bench;
    private final int partitions;
    private final Map<String, String> environment;
    private final List<ChildWorker> running = new ArrayList<>();
    private final List<ChildWorker> all = new ArrayList<>();
    private final Map<ChildWorker, String> urls = new HashMap<>();
    private final List<Hurt> hurts = new ArrayList<>();

    Fleet(WorkerBench bench, int partitions, Map<String, String> environment) {
        this.bench = bench;
        this.partitions = partitions;
        this.environment = environment;
    }

    /** Starts one more, and waits until it serves something. */
    ChildWorker add() throws IOException {
        return add(bench.child(environment));
    }

    /** Starts one more worker that reaches the API through that gate, and waits until it serves something. */
    ChildWorker add(Gate gate) throws IOException {
        return add(bench.child(environment, gate));
    }

    /** Starts two at once, one of which reaches the API through that gate: answers this one. */
    ChildWorker addTwo(Gate gate) throws IOException {
        ChildWorker gated = started(bench.child(environment, gate));
        add(bench.child(environment));
        return gated;
    }

    private ChildWorker add(ChildWorker worker) {
        started(worker);
        running.forEach(one -> urls.computeIfAbsent(one, ChildWorker::url));
        bench.readUntil(() -> ready(worker) > 0);
        settle();
        return worker;
    }

    private ChildWorker started(ChildWorker worker) {
        all.add(worker);
        running.add(worker);
        return worker;
    }

    ChildWorker any(RandomGenerator random) {
        return running.get(random.nextInt(running.size()));
    }

    List<ChildWorker> running() {
        return List.copyOf(running);
    }

    /** Kills a worker, as the kernel does when memory is short. Other workers, if there are any, take over. */
    Hurt kill(ChildWorker worker) throws InterruptedException {
        running.remove(worker);
        return noted(Hurt.by(worker::kill));
    }

    /** Stops a worker, as an orchestrator does; the worker must end well. */
    void stop(ChildWorker worker) throws IOException, InterruptedException {
        running.remove(worker);
        assertThat(worker.stop())
                .as("exit code after SIGTERM; it said%n%s", worker.err())
                .isZero();
    }

    /** Freezes a worker; the others take over. */
    Hurt freeze(ChildWorker worker) {
        running.remove(worker);
        return noted(Hurt.by(worker::freeze));
    }

    private Hurt noted(Hurt hurt) {
        hurts.add(hurt);
        return hurt;
    }

    /** Lets a frozen worker go on; it finds the world changed. */
    void thaw(ChildWorker worker) {
        worker.thaw();
        running.add(worker);
    }

    /** Waits until every partition is served, each by one. */
    void settle() {
        bench.readUntil(() -> {
            double ready = 0;
            for (ChildWorker worker : running) {
                ready += ready(worker);
            }
            return ready == partitions;
        });
    }

    /** The moments at which workers were killed or frozen. */
    List<Hurt> hurts() {
        return List.copyOf(hurts);
    }

    /** When workers other than that one learnt that the group had expelled them, as on a machine that stalls. */
    List<Hurt> expulsions(ChildWorker except) throws IOException {
        List<Hurt> expulsions = new ArrayList<>();
        for (ChildWorker worker : all) {
            Matcher lost = LOST.matcher(worker == except ? "" : worker.err());
            while (lost.find()) {
                Instant at = Instant.parse(lost.group(1));
                expulsions.add(new Hurt(at.minus(SESSION), at));
            }
        }
        return expulsions;
    }

    /** The logs of the workers, for the message of a test that fails. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (ChildWorker worker : all) {
            logs.append("a worker logged:\n").append(worker.err());
        }
        return logs.toString();
    }

    /** The sum of a worker's series of that metric. */
    double metric(ChildWorker worker, String name) throws IOException, InterruptedException {
        return Metrics.sum(urls.getOrDefault(worker, ""), name);
    }

    /** Stops them all, one after the other. */
    void stopAll() throws IOException, InterruptedException {
        for (ChildWorker worker : running()) {
            stop(worker);
        }
    }

    private double ready(ChildWorker worker) throws IOException, InterruptedException {
        assertThat(worker.isAlive())
                .as("a worker ended; it said%n%s", worker.err())
                .isTrue();
        return metric(worker, "metronome_partitions{state=\"ready\"");
    }

    @Override
    public void close() {
        all.forEach(ChildWorker::close);
    }
}
