package io.metronome.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One engine at work on one workload, from its start to the check of what it did. One thread. */
final class EngineRun implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final long MOST_SILENCE = Duration.ofSeconds(60).toNanos();

    private final Engine engine;
    private final EngineSetup setup;
    private final StubProcess stub;
    private final EngineProcess process;
    private final CpuSamples samples = new CpuSamples();

    EngineRun(Engine engine, EngineSetup setup, StubProcess stub) throws IOException {
        this.engine = engine;
        this.setup = setup;
        this.stub = stub;
        process = engine.start(setup);
    }

    EngineProcess process() {
        return process;
    }

    CpuSamples samples() {
        return samples;
    }

    /** Waits until the stub has seen so many calls. */
    void awaitCalls(int calls) throws IOException, InterruptedException {
        long heard = System.nanoTime();
        sample();
        while (samples.calls() < calls) {
            int before = samples.calls();
            LockSupport.parkNanos(MOMENT.toNanos());
            sample();
            heard = samples.calls() > before ? System.nanoTime() : heard;
            demandProgress(heard, samples.calls() + " of " + calls + " calls");
        }
    }

    /** Waits until every command has a reply. */
    void awaitReplies(ReplyReader replies) {
        long heard = System.nanoTime();
        while (replies.answered() < setup.workload().commands()) {
            int before = replies.answered();
            replies.poll();
            heard = replies.answered() > before ? System.nanoTime() : heard;
            demandProgress(heard, replies.answered() + " replies. " + replies.deadLetter());
        }
    }

    /** Notes calls and CPU time as they are now. */
    void sample() throws IOException, InterruptedException {
        samples.add(stub.count(), process.cpu());
    }

    /** Stops the engine and says what it did wrong. */
    List<String> stopAndCheck(CheckResult replies) throws IOException, InterruptedException {
        process.close();
        CheckResult calls = new CallCheck(setup.workload()).check(stub.calls());
        return Stream.concat(
                        calls.failures(engine.keepsPace()).stream().map(each -> "calls: " + each),
                        replies.failures(false).stream().map(each -> "replies: " + each))
                .map(each -> setup.topics().run() + ", " + each)
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }

    private void demandProgress(long heard, String where) {
        if (!process.isAlive() || System.nanoTime() - heard > MOST_SILENCE) {
            throw new IllegalStateException(setup.topics().run() + " stopped at " + where + "; see " + process.log());
        }
    }
}
