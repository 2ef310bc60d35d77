package io.metronome.sandbox;

import io.metronome.guarantee.AllGuarantees;
import io.metronome.guarantee.CallSeen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * One run of the sandbox: opens the parts, produces the campaign, shows each reply, sums up, closes. One thread, but
 * for {@link #stop}.
 */
final class SandboxRun {
    private static final Duration MOMENT = Duration.ofMillis(100);
    /** How long a second reply to the same command would have to show up. */
    private static final Duration AFTERWARDS = Duration.ofMillis(500);
    /** How much gaps may be short: the way to the API differs from call to call, most in a JVM just started. */
    private static final Duration ALLOWANCE = Duration.ofMillis(100);

    /** By then the worker knows the delay of the instance with a backlog, which waits for some seconds more. */
    private static final Duration ESTIMATED_AFTER = Duration.ofSeconds(4);

    private final Screen screen;
    private final boolean once;
    private final Debugging debugging;
    private volatile boolean stopped;

    SandboxRun(Screen screen, boolean once, Debugging debugging) {
        this.screen = screen;
        this.once = once;
        this.debugging = debugging;
    }

    /** Ends the show soon; any thread. */
    void stop() {
        stopped = true;
    }

    /** Plays it. Answers whether every command had its one reply. */
    boolean play() throws IOException, ExecutionException, InterruptedException {
        screen.say("Starting Kafka, the GREEN-API emulator and the worker ...");
        int apiPort = SandboxFiles.freePort(8081);
        String apiUrl = "http://127.0.0.1:" + apiPort;
        SandboxFiles.writeInstances(Campaign.accounts(), apiUrl);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                SandboxEmulator emulator = SandboxEmulator.start(Campaign.accounts(), apiPort)) {
            WarmUp.of(apiUrl);
            SandboxFiles.writeConfig(broker.bootstrapServers(), SandboxFiles.freePort(8080), debugging);
            try (SandboxWorker worker = SandboxWorker.start(SandboxFiles.CONFIG);
                    SandboxClient mailbox = new SandboxClient(broker.bootstrapServers())) {
                Introduction.lines(worker.url(), apiUrl, broker.bootstrapServers(), debugging)
                        .forEach(screen::say);
                return campaign(worker.url(), mailbox, emulator);
            }
        }
    }

    private boolean campaign(String worker, SandboxClient mailbox, SandboxEmulator emulator)
            throws IOException, ExecutionException, InterruptedException {
        Instant start = Instant.now();
        Deque<Scripted> script = new ArrayDeque<>(Campaign.commands(start));
        ReplyCounts tally = new ReplyCounts(script.size());
        Instant end = start.plus(debugging.patience());
        boolean estimated = false;
        while (!stopped && tally.missing() > 0 && Instant.now().isBefore(end)) {
            produce(script, start, mailbox, tally);
            receive(mailbox, tally, MOMENT);
            screen.progress(tally);
            if (!estimated && Instant.now().isAfter(start.plus(ESTIMATED_AFTER))) {
                estimated = true;
                screen.say(Estimate.line(worker, Campaign.BUSY));
            }
        }
        if (!stopped) {
            receive(mailbox, tally, AFTERWARDS);
            sumUp(tally, emulator);
        }
        if (!once) {
            stay(mailbox, tally);
        }
        return tally.complete();
    }

    private static void produce(Deque<Scripted> script, Instant start, SandboxClient mailbox, ReplyCounts tally)
            throws ExecutionException, InterruptedException {
        List<Scripted> due = new ArrayList<>();
        while (!script.isEmpty()
                && !Instant.now().isBefore(start.plus(script.element().after()))) {
            due.add(script.remove());
        }
        mailbox.put(due).forEach(tally::put);
    }

    private void receive(SandboxClient mailbox, ReplyCounts tally, Duration moment) {
        for (ReadBack reply : mailbox.take(moment)) {
            Scripted command = tally.take(reply);
            screen.show(LocalTime.now(ZoneId.systemDefault()), reply, command, tally);
        }
    }

    private void sumUp(ReplyCounts tally, SandboxEmulator emulator) {
        AllGuarantees guarantees =
                AllGuarantees.allowing(ALLOWANCE, RulesOfFile.read(SandboxFiles.INSTANCES), SandboxFiles.PARTITIONS);
        List<CallSeen> calls = emulator.calls();
        GuaranteeFeed.tell(guarantees, tally, calls);
        new Summary(tally, calls, ALLOWANCE, guarantees.broken()).lines().forEach(screen::say);
    }

    private void stay(SandboxClient mailbox, ReplyCounts tally) {
        if (!stopped) {
            Introduction.farewell().forEach(screen::say);
        }
        while (!stopped) {
            receive(mailbox, tally, MOMENT);
        }
    }
}
