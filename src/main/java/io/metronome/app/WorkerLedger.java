package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.config.Settings;
import io.metronome.ledger.KafkaLedger;
import io.metronome.ledger.KafkaRestoration;
import io.metronome.ledger.LedgerSettings;
import io.metronome.ledger.RestoreProgress;
import io.metronome.ledger.RestoreReader;
import io.metronome.observe.Health;
import io.metronome.observe.Meters;
import io.metronome.observe.RestoreMeter;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import reactor.core.scheduler.Scheduler;

/** Makes the worker's ledger, with threads that read what former owners left, that decode it, and that write. */
final class WorkerLedger {
    private static final int MOST_READERS = 4;
    /* Each takes a core while it reads, and the dispatcher needs one. */
    private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_READERS);

    private WorkerLedger() {}

    static KafkaLedger open(
            OpenedParts opened,
            Settings settings,
            StartupCheck startup,
            Admin admin,
            WorkerClients clients,
            Meters meters,
            Health health,
            Scheduler clock) {
        LedgerSettings ledgerSettings = WorkerSettings.ledger(settings, startup);
        RestoreProgress progress = new RestoreProgress(() -> clock.now(NANOSECONDS));
        meters.bind(new RestoreMeter(progress));
        WatchedThread decoding = opened.thread("metronome-decode");
        WatchedThread writing = opened.thread("metronome-ledger");
        List<RestoreReader> readers = IntStream.rangeClosed(1, READERS)
                .mapToObj(n -> reader(opened.thread("metronome-restore-" + n), ledgerSettings, admin, clients, health))
                .toList();
        KafkaRestoration restoration = opened.open(new KafkaRestoration(readers, decoding.scheduler(), progress));
        health.watch(decoding.beat());
        health.watch(writing.beat());
        return opened.open(new KafkaLedger(
                ledgerSettings,
                settings.topics().names(),
                clients::ledger,
                restoration,
                meters.ledger(),
                clock,
                writing.scheduler().createWorker()));
    }

    private static RestoreReader reader(
            WatchedThread thread, LedgerSettings settings, Admin admin, WorkerClients clients, Health health) {
        health.watch(thread.beat());
        return new RestoreReader(
                settings,
                () -> clients.restore(thread.name()),
                admin,
                thread.scheduler().createWorker(),
                thread::stepped);
    }
}
