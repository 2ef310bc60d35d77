package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.app.Main;
import io.metronome.guarantee.CallSeen;
import io.metronome.guarantee.Guarantee;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import io.metronome.sandbox.RulesOfFile;
import io.metronome.sandbox.SandboxWorker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine;

/** A broker, the API, the files and the producers' side, around workers that a test starts and stops. One thread. */
final class WorkerBench implements AutoCloseable {
    /** How long nothing at all may come of what is waited for; long enough for a loaded machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Cluster cluster;
    private final Stalls stalls = new Stalls();
    private final EmulatedApi api;
    private final BenchConfig setting;
    private final Path folder;
    private final Path config;
    private final Admin admin;
    private final TestProducer office;
    private final BenchGuarantees guarantees;

    /** Sets everything up but a worker, on the broker that tests share; {@code metronome topics} makes the topics. */
    WorkerBench(Path folder, BenchConfig setting) throws IOException, ExecutionException, InterruptedException {
        this(folder, setting, Cluster.shared());
    }

    /** A bench around that cluster, which ends with the bench. */
    WorkerBench(Path folder, BenchConfig setting, Cluster cluster)
            throws IOException, ExecutionException, InterruptedException {
        this.cluster = cluster;
        this.setting = setting;
        this.folder = folder;
        Rehearsal.hold();
        api = new EmulatedApi(setting.instances(), setting.answerDelay());
        String apiUrl = api.emulator().url().toString();
        config = setting.write(folder, cluster.bootstrapServers(), apiUrl);
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        createTopics(
                setting.plain().write(Files.createTempDirectory(folder, "plain"), cluster.bootstrapServers(), apiUrl));
        admin.createTopics(List.of(new NewTopic(topics().replies(), 2, (short) cluster.replication())))
                .all()
                .get();
        office = new TestProducer(cluster.bootstrapServers(), topics());
        guarantees = new BenchGuarantees(
                topics().commands(),
                office,
                api,
                stalls,
                RulesOfFile.read(folder.resolve(BenchConfig.INSTANCES)),
                setting.partitions());
    }

    /* From a configuration without the story's own lines: a log level among them would be this JVM's from then on. */
    private void createTopics(Path plain) {
        StringWriter said = new StringWriter();
        CommandLine metronome = Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        String copies = Integer.toString(cluster.replication());
        assertThat(metronome.execute("topics", "--replication", copies, "--config", plain.toString()))
                .as("%s", said)
                .isZero();
    }

    /** The steps of a test while a worker runs. */
    interface Story {
        void tell(SandboxWorker worker) throws Exception;
    }

    /** Starts a worker in this JVM, and stops it as SIGTERM would when the story is told. */
    void whileWorking(Runnable story) throws Exception {
        whileWorking(worker -> story.run());
    }

    /** Starts a worker in this JVM for a story that asks the worker something. */
    void whileWorking(Story story) throws Exception {
        try (SandboxWorker worker = SandboxWorker.start(config)) {
            story.tell(worker);
        }
    }

    /** A worker in a process of its own. */
    ChildWorker child() throws IOException {
        return ChildWorker.start(folder, "run", "--config", config.toString());
    }

    /** A worker in a process of its own, with those variables in its environment. */
    ChildWorker child(Map<String, String> environment) throws IOException {
        return ChildWorker.start(folder, environment, "run", "--config", config.toString());
    }

    /** {@code metronome check} in a process of its own, with those variables in its environment. */
    ChildWorker check(Map<String, String> environment) throws IOException {
        return ChildWorker.start(folder, environment, "check", "--config", config.toString());
    }

    /** A worker in a process of its own that reaches the API through that gate. */
    ChildWorker child(Map<String, String> environment, Gate gate) throws IOException {
        Path own = Files.createTempDirectory(folder, "own");
        Path other = setting.write(own, cluster.bootstrapServers(), gate.url());
        return ChildWorker.start(own, environment, "run", "--config", other.toString());
    }

    TopicNames topics() {
        return setting.topics();
    }

    EmulatedApi api() {
        return api;
    }

    TestProducer office() {
        return office;
    }

    Admin admin() {
        return admin;
    }

    /** How long this machine kept threads waiting that had something to do. */
    Stalls stalls() {
        return stalls;
    }

    /** Calls that were made a second time. */
    RepeatedCalls repeats() {
        Map<String, Integer> retries = new HashMap<>();
        for (Received reply : office.replies()) {
            TestCommand post = office.posted().get(reply.source());
            if (post != null && !reply.isNotice()) {
                String command = RepeatedCalls.command(post.instance(), post.method(), post.body());
                retries.merge(command, Math.max(0, reply.seen(Duration.ZERO).attempts() - 1), Integer::sum);
            }
        }
        return new RepeatedCalls(api.calls(), retries, stalls.worst());
    }

    /**
     * The number of accepted calls that were made again without a cause. The replies count those whose answer did not
     * come in time, as on a machine that is busy with something else.
     */
    long repeatsWithoutCause() {
        long retried = office.replies().stream()
                .filter(reply -> !reply.isNotice())
                .mapToLong(reply -> Math.max(0, reply.seen(Duration.ZERO).attempts() - 1))
                .sum();
        return Math.max(0, api.repeated() - retried);
    }

    /** The largest difference in the way to the API between these calls. */
    Duration jitter(List<CallSeen> calls) {
        return guarantees.jitter(calls);
    }

    /** Reads replies until that is so; as long as replies come, it may take any time. */
    void readUntil(Callable<Boolean> condition) {
        AtomicReference<Instant> last = new AtomicReference<>(Instant.now());
        await().pollInSameThread()
                .forever()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    int before = office.replies().size();
                    if (office.take().size() > before) {
                        last.set(Instant.now());
                    }
                    boolean isSo = condition.call();
                    assertThat(Duration.between(last.get(), Instant.now()))
                            .as(
                                    "%d of %d commands have a reply, and no more came for",
                                    office.answered(), office.posted().size())
                            .isLessThan(PATIENCE);
                    return isSo;
                });
    }

    /** Reads until so many commands have their reply. */
    void readReplies(int commands) {
        readUntil(() -> office.answered() >= commands);
    }

    /** Reads until every command has its reply. */
    void readAllReplies() {
        readReplies(office.posted().size());
    }

    /** The reply to what was put there; a notice at a reply topic is not it. */
    Received reply(Position place) {
        return office.replies().stream()
                .filter(reply -> reply.source().equals(place) && !reply.isNotice())
                .findFirst()
                .orElseThrow();
    }

    /** Asks every guarantee, once the worker has stopped: nothing can come any more. */
    void assertAllKept() {
        guarantees.assertAllKept();
    }

    /**
     * Asks every guarantee of a run in which many instances begin at once: how close calls come at the API is asked
     * only when classes are loaded and connections open. How close they left is always asked.
     */
    void assertAllKeptOnceWarm() {
        guarantees.assertAllKeptOnceWarm();
    }

    /** Asks every guarantee of the pace, and of the order, of a run in which commands still wait. */
    void assertPaceKept() {
        guarantees.assertPaceKept();
    }

    /** Asks those guarantees about the records that were put and these calls. */
    void assertKept(Guarantee guarantee, List<CallSeen> calls) {
        guarantees.assertKept(guarantee, calls);
    }

    /* Only its files are left of what a test had on the broker, and only for a while. */
    private void deleteTopics() throws ExecutionException {
        try {
            Set<String> all = admin.listTopics().names().get();
            admin.deleteTopics(topics().among(all)).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deleting the topics of a test", e);
        }
    }

    @Override
    public void close() throws ExecutionException {
        office.close();
        if (cluster.isShared()) {
            deleteTopics();
        }
        admin.close(Duration.ofSeconds(1));
        api.close();
        stalls.close();
        cluster.end().run();
    }
}
