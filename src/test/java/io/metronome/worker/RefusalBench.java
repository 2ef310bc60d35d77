package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Homes;
import io.metronome.guarantee.EveryCommandAnsweredOnce;
import io.metronome.guarantee.Position;
import io.metronome.sandbox.SandboxWorker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** A worker at a broker that refuses something, with well-behaved commands beside the one that is refused. */
final class RefusalBench implements AutoCloseable {
    static final int PARTITIONS = 2;

    /** As many good commands as stand beside a refused one. */
    static final int GOOD = 100;

    private static final int FIRST_GOOD = 3;
    private static final int INSTANCES = GOOD / 2;

    private final WorkerBench bench;
    private final TopicFaults faults;
    private final LogLines log = new LogLines();
    private final List<Position> good = new ArrayList<>();
    private int commands;

    /** @param replyTopics topics that commands may name for their replies; producers read only {@code replies} */
    RefusalBench(Path folder, String... replyTopics) throws Exception {
        String[] allowed =
                Stream.concat(Stream.of("replies"), Stream.of(replyTopics)).toArray(String[]::new);
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(FIRST_GOOD + INSTANCES))
                .partitions(PARTITIONS)
                .replyingTo(allowed)
                .ownDelay(RefusedRecord.INSTANCE, "2s")
                .ownDelay(RefusedRecord.WAITING, "1m")
                .client("interceptor.classes", SlowClock.class.getName());
        bench = new WorkerBench(folder, setting, Cluster.refusing());
        faults = new TopicFaults(bench.admin());
    }

    WorkerBench bench() {
        return bench;
    }

    TopicNames topics() {
        return bench.topics();
    }

    TopicFaults faults() {
        return faults;
    }

    LogLines log() {
        return log;
    }

    /** A command that nothing is wrong with, for another instance each time. */
    TestCommand good() {
        int number = commands++;
        return TestCommand.status("good " + number, Accounts.id(FIRST_GOOD + number % INSTANCES));
    }

    /** A record that is no command, and that every topic of dead letters accepts. */
    TestCommand junk() {
        return TestCommand.junk(RefusedRecord.INSTANCE.getBytes(UTF_8), ("junk " + commands++).getBytes(UTF_8));
    }

    /** The command on the partition where its instance does not live. */
    static TestCommand onWrongPartition(TestCommand command) {
        return command.on(1 - new Homes(PARTITIONS).of(command.instance()));
    }

    /** Puts one odd command in the middle of those others. Answers its place. */
    Position put(TestCommand odd, List<TestCommand> others) throws Exception {
        List<TestCommand> all = new ArrayList<>(others);
        int middle = others.size() / 2;
        all.add(middle, odd);
        List<Position> places = bench.office().put(all);
        for (int i = 0; i < places.size(); i++) {
            if (i != middle && !all.get(i).commandId().isEmpty()) {
                good.add(places.get(i));
            }
        }
        return places.get(middle);
    }

    /** So many commands and records that are no commands, in turn. */
    List<TestCommand> mixed(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> i % 2 == 0 ? good() : junk())
                .toList();
    }

    /** Every good command was accepted, and its whole result is on that topic. */
    void assertGoodOn(String topic) {
        assertThat(good).allSatisfy(place -> {
            assertThat(bench.reply(place).topic()).isEqualTo(topic);
            assertThat(bench.reply(place).json().path("response").isMissingNode())
                    .isFalse();
        });
    }

    static double refused(SandboxWorker worker, String target) throws Exception {
        return Metrics.sum(worker.url(), "metronome_refused_records_total{topic=\"" + target + "\"");
    }

    /** The worker goes on as if nothing had happened, and no reply is lost. */
    static void assertReady(SandboxWorker worker) throws Exception {
        Pages.awaitReady(worker.url());
        assertThat(Metrics.sum(worker.url(), "metronome_lost_replies_total")).isZero();
        assertThat(Metrics.sum(worker.url(), "metronome_checkpoints_refused")).isZero();
    }

    /** Waits until readyz has that status and those words. */
    static void awaitReady(SandboxWorker worker, int status, String... words) {
        await().atMost(WorkerBench.PATIENCE).untilAsserted(() -> {
            HttpResponse<String> ready = Pages.get(worker.url() + "/readyz");
            assertThat(ready.body()).contains(words);
            assertThat(ready.statusCode()).isEqualTo(status);
        });
    }

    /** Every record has one reply, and no call was repeated. Once the worker has stopped. */
    void assertAnsweredOnce() {
        bench.assertKept(new EveryCommandAnsweredOnce(), bench.api().calls());
        assertThat(bench.repeatsWithoutCause()).as("repeated calls").isZero();
    }

    @Override
    public void close() throws ExecutionException {
        log.close();
        bench.close();
    }
}
