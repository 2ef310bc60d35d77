package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.ledger.KafkaLedger;
import io.metronome.ledger.KafkaRestoration;
import io.metronome.ledger.LedgerSettings;
import io.metronome.ledger.Restoration;
import io.metronome.observe.Health;
import io.metronome.observe.Meters;
import org.apache.kafka.clients.admin.Admin;
import reactor.core.scheduler.Scheduler;

/** Makes the worker's ledger, with a thread that restores and one that writes. */
final class WorkerLedger {
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
        WatchedThread restoring = opened.thread("metronome-restore");
        KafkaRestoration restoration = opened.open(new KafkaRestoration(
                ledgerSettings, clients::restore, admin, restoring.scheduler().createWorker()));
        WatchedThread writing = opened.thread("metronome-ledger");
        health.watch(restoring.beat());
        health.watch(writing.beat());
        return opened.open(new KafkaLedger(
                ledgerSettings,
                settings.topics().names(),
                clients::ledger,
                stepping(restoration, restoring),
                meters.ledger(),
                clock,
                writing.scheduler().createWorker()));
    }

    /* The restore of a large ledger is one long task. It asks before each poll whether the partition is still ours. */
    private static Restoration stepping(Restoration restoration, WatchedThread thread) {
        return (partition, stillOurs, memory) -> restoration.of(
                partition,
                () -> {
                    thread.stepped();
                    return stillOurs.getAsBoolean();
                },
                memory);
    }
}
