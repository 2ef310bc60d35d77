package io.metronome.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Many commands wait for their {@code notBefore}. Measures their heap and the rate of their intake. Then the worker is
 * killed, and measured is what its successor needs to know them again.
 */
record WaitingScenario(String name, String about, Workload workload) implements BenchmarkScenario {
    private static final String RESTORE = "restore";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final long PATIENCE = Duration.ofMinutes(5).toNanos();
    private static final double MB = 1 << 20;

    @Override
    public void run(BenchmarkEnvironment environment, Figures figures)
            throws IOException, InterruptedException, ExecutionException {
        for (Engine engine : environment.engines()) {
            if (engine.keepsPace()) {
                String run = name + "." + engine.name();
                EngineSetup setup = environment.prepare(run, run + ".commands", workload, true);
                try {
                    takeIn(engine, setup, figures);
                    restore(engine, setup, environment.stub(), figures);
                } catch (IllegalStateException e) {
                    figures.fail(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void takeIn(Engine engine, EngineSetup setup, Figures figures)
            throws IOException, InterruptedException, ExecutionException {
        Workload later = workload.moreFields(
                ",\"notBefore\":\"" + Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS) + "\"");
        try (EngineProcess process = engine.start(setup);
                CommandProducer producer = new CommandProducer(
                        setup.bootstrapServers(), setup.topics().commands(), later, Duration.ofMillis(20))) {
            new MetronomePages(MetronomeEngine.pages(setup)).awaitReady(process);
            long empty = MetronomePages.heapAfterCollection(process.pid());
            Duration cpu = process.cpu();
            long start = System.nanoTime();
            producer.putAll();
            awaitCommitted(setup, process);
            double seconds = seconds(System.nanoTime() - start);
            Duration spent = process.cpu().minus(cpu);
            long full = MetronomePages.heapAfterCollection(process.pid());
            int count = workload.commands();
            figures.add(name, engine.name(), "bytes of heap for each waiting command", (full - empty) / (double) count);
            figures.add(name, engine.name(), "commands/s until they are in the ledger", count / seconds);
            figures.add(name, engine.name(), "CPU s per 1,000 commands", seconds(spent.toNanos()) * 1_000 / count);
            new KafkaShare(setup).addTo(figures, name, engine.name());
            process.kill();
        }
    }

    private void restore(Engine engine, EngineSetup setup, StubProcess stub, Figures figures)
            throws IOException, InterruptedException {
        int count = workload.commands();
        int due = workload.instances();
        Workload all = Workload.of(count + due, workload.instances());
        try (CommandProducer producer =
                new CommandProducer(setup.bootstrapServers(), setup.topics().commands(), all, Duration.ZERO)) {
            producer.put(count, count + due);
        }
        long start = System.nanoTime();
        try (EngineRun run = new EngineRun(engine, setup, stub)) {
            MetronomePages pages = new MetronomePages(MetronomeEngine.pages(setup));
            run.awaitCalls(1);
            figures.add(
                    RESTORE, engine.name(), "s from the start to the first call", seconds(System.nanoTime() - start));
            run.awaitCalls(due);
            figures.add(RESTORE, engine.name(), "s to a call of every instance", seconds(System.nanoTime() - start));
            pages.awaitReady(run.process());
            figures.add(
                    RESTORE,
                    engine.name(),
                    "CPU s until then",
                    seconds(run.process().cpu().toNanos()));
            figures.add(
                    RESTORE,
                    engine.name(),
                    "s of the longest restore of a partition",
                    pages.sum("metronome_restore_duration_seconds_max"));
            figures.add(
                    RESTORE,
                    engine.name(),
                    "MB of heap after a full collection",
                    MetronomePages.heapAfterCollection(run.process().pid()) / MB);
        }
        check(stub.calls()).forEach(figures::fail);
    }

    /* Those that wait must not have been called; those that were due, once. */
    private List<String> check(List<StubCall> calls) {
        int count = workload.commands();
        List<StubCall> called = calls.stream()
                .map(call -> new StubCall(call.instance(), call.command() - count, call.earliest(), call.latest()))
                .toList();
        return new CallCheck(Workload.of(workload.instances(), workload.instances()))
                .check(called).failures(true).stream()
                        .map(each -> RESTORE + ", calls of commands that were due: " + each)
                        .toList();
    }

    private void awaitCommitted(EngineSetup setup, EngineProcess process)
            throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", setup.bootstrapServers()))) {
            while (committed(admin, setup) < workload.commands()) {
                if (!process.isAlive() || System.nanoTime() - start > PATIENCE) {
                    throw new IllegalStateException("metronome did not take all commands in; see " + process.log());
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private static long committed(Admin admin, EngineSetup setup) throws ExecutionException, InterruptedException {
        return admin
                .listConsumerGroupOffsets(setup.topics().group())
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static double seconds(long nanos) {
        return nanos / (double) Duration.ofSeconds(1).toNanos();
    }
}
