package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.config.Settings;
import io.metronome.ledger.KafkaLedger;
import io.metronome.ledger.KafkaRestoration;
import io.metronome.ledger.LedgerSettings;
import io.metronome.ledger.Restoration;
import io.metronome.ledger.RestoreProgress;
import io.metronome.observe.Health;
import io.metronome.observe.Meters;
import io.metronome.observe.RestoreMeter;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Makes the worker's ledger, with threads that read what a former owner left, that decode it, and that write. */
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
        RestoreProgress progress = new RestoreProgress(() -> clock.now(NANOSECONDS));
        meters.bind(new RestoreMeter(progress));
        KafkaRestoration restoration = opened.open(new KafkaRestoration(
                ledgerSettings, clients::restore, admin, restoring.scheduler().createWorker(), progress));
        WatchedThread decoding = opened.thread("metronome-decode");
        WatchedThread writing = opened.thread("metronome-ledger");
        health.watch(restoring.beat());
        health.watch(decoding.beat());
        health.watch(writing.beat());
        return opened.open(new KafkaLedger(
                ledgerSettings,
                settings.topics().names(),
                clients::ledger,
                decodedElsewhere(stepping(restoration, restoring), decoding.scheduler()),
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

    /*
     * While one partition is decoded the next one is read, since either takes about as long. What is not decoded yet counts
     * for the next one's room: nobody else knows of it.
     */
    private static Restoration decodedElsewhere(Restoration restoration, Scheduler decoding) {
        AtomicLong undecoded = new AtomicLong();
        return (partition, stillOurs, memory) -> Mono.defer(() -> {
            AtomicLong own = new AtomicLong();
            return restoration
                    .of(partition, stillOurs, bytes -> memory.hasRoomFor(bytes, undecoded.get()))
                    .doOnNext(found -> {
                        own.set(found.restored().heapBytes());
                        undecoded.addAndGet(own.get());
                    })
                    .publishOn(decoding)
                    .doFinally(end -> undecoded.addAndGet(-own.get()));
        });
    }
}
