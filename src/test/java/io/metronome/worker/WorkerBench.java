package io.metronome.worker;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.app.Main;
import io.metronome.container.Brokers;
import io.metronome.guarantee.AllGuarantees;
import io.metronome.guarantee.CallSeen;
import io.metronome.guarantee.EveryCommandAnsweredOnce;
import io.metronome.guarantee.GapKeptAtTheApi;
import io.metronome.guarantee.GapKeptInReplies;
import io.metronome.guarantee.Guarantee;
import io.metronome.guarantee.NothingSentAfterExpiry;
import io.metronome.guarantee.OrderPerInstanceAndPriority;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import io.metronome.guarantee.RefusedNeverSent;
import io.metronome.sandbox.SandboxWorker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine;

/** A broker, the API, the files and the producers' side, around the workers that a test starts and stops. One thread. */
final class WorkerBench implements AutoCloseable {
    /** Long enough for a loaded machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);
    /** By how much the way to the API may differ from call to call, beside what this machine stalls. */
    private static final Duration JITTER = Duration.ofMillis(100);

    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final Cluster cluster;
    private final Stalls stalls = new Stalls();
    private final EmulatedApi api;
    private final BenchConfig setting;
    private final Path folder;
    private final Path config;
    private final TestProducer office;
    private final Admin admin;

    /** Sets everything up but a worker; the topics are made as {@code metronome topics} makes them. */
    WorkerBench(Path folder, BenchConfig setting) throws IOException, ExecutionException, InterruptedException {
        this(folder, setting, Cluster.of(Brokers.start()));
    }

    /** The same around that cluster, which ends with the bench. */
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
        admin.createTopics(List.of(new NewTopic(TestProducer.OWN_TOPIC, 2, (short) cluster.replication())))
                .all()
                .get();
        office = new TestProducer(cluster.bootstrapServers());
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

    /** What happens while a worker runs. */
    interface Story {
        void tell(SandboxWorker worker) throws Exception;
    }

    /** Starts a worker in this JVM, and stops it as SIGTERM would when the story is told. */
    void whileWorking(Runnable story) throws Exception {
        whileWorking(worker -> story.run());
    }

    /** The same for a story that asks the worker something. */
    void whileWorking(Story story) throws Exception {
        try (SandboxWorker worker = SandboxWorker.start(config)) {
            story.tell(worker);
        }
    }

    /** A worker in a process of its own. */
    ChildWorker child() throws IOException {
        return ChildWorker.start(folder, "run", "--config", config.toString());
    }

    /** The same, with those variables in its environment. */
    ChildWorker child(Map<String, String> environment) throws IOException {
        return ChildWorker.start(folder, environment, "run", "--config", config.toString());
    }

    /** The same, with a way of its own to the API. */
    ChildWorker child(Map<String, String> environment, Gate gate) throws IOException {
        Path own = Files.createTempDirectory(folder, "own");
        Path other = setting.write(own, cluster.bootstrapServers(), gate.url());
        return ChildWorker.start(own, environment, "run", "--config", other.toString());
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

    /** The worst moment in which this machine let nobody work. */
    Duration worstStall() {
        return stalls.worst();
    }

    /** Reads replies until that is so. */
    void readUntil(Callable<Boolean> condition) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    office.take();
                    return condition.call();
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
        assertKept(AllGuarantees.allowing(jitter()), api.calls());
    }

    /* Twice the stall: a call that waited in its sender's socket waits for the API's thread as well. */
    private Duration jitter() {
        NetworkDelay way = new NetworkDelay(api.calls());
        office.takeAll();
        for (Received reply : office.replies()) {
            TestCommand post = office.posted().get(reply.source());
            Instant sentAt = reply.isNotice() ? null : reply.seen(Duration.ZERO).sentAt();
            if (post != null && sentAt != null) {
                way.started(post.instance(), post.body(), sentAt);
            }
        }
        return JITTER.plus(stalls.worst().multipliedBy(2)).plus(way.longest());
    }

    /**
     * The same where many instances begin at once: how close calls come at the API is asked only when classes are loaded
     * and connections open. How close they left is always asked.
     */
    void assertAllKeptOnceWarm() {
        Duration jitter = jitter();
        List<CallSeen> calls = api.calls();
        assertKept(
                AllGuarantees.of(
                        new EveryCommandAnsweredOnce(),
                        new OrderPerInstanceAndPriority(),
                        new GapKeptInReplies(),
                        new NothingSentAfterExpiry(jitter),
                        new RefusedNeverSent()),
                calls);
        Instant warm = calls.getFirst().at().plus(WARM_UP);
        assertKept(
                new GapKeptAtTheApi(jitter),
                calls.stream().filter(call -> call.at().isAfter(warm)).toList());
    }

    /** Asks those guarantees about the records that were put and these calls. */
    void assertKept(Guarantee guarantee, List<CallSeen> calls) {
        office.takeAll();
        office.posted().forEach((place, post) -> guarantee.produced(post.at(place)));
        calls.forEach(guarantee::called);
        Map<String, Duration> gaps =
                api.calls().stream().collect(toMap(WorkerBench::shape, CallSeen::gap, (first, second) -> second));
        for (Received reply : office.replies()) {
            TestCommand post = office.posted().get(reply.source());
            String shape = post == null ? "" : post.instance() + post.body();
            if (!reply.isNotice()) {
                guarantee.replied(reply.seen(gaps.getOrDefault(shape, Duration.ZERO)));
            }
        }
        assertThat(guarantee.broken())
                .as(
                        "broken promises; the worst stall was of %d ms",
                        stalls.worst().toMillis())
                .isEmpty();
    }

    private static String shape(CallSeen call) {
        return call.instance() + call.body();
    }

    @Override
    public void close() {
        office.close();
        admin.close(Duration.ofSeconds(1));
        api.close();
        stalls.close();
        cluster.end().run();
    }
}
