package io.metronome.intake;

import io.metronome.command.CommandRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/** An intake on a real broker, with a listener that begins to read where the reader before stopped. */
final class Reader implements IntakeListener, AutoCloseable {
    private final KafkaIntake intake;
    private final Map<Integer, Long> positions;
    private final List<Integer> assigned = new CopyOnWriteArrayList<>();
    private final List<Integer> revoked = new CopyOnWriteArrayList<>();
    private final List<CommandRecord> read = new CopyOnWriteArrayList<>();
    private final List<Long> skipped = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> decided = new CompletableFuture<>();
    private final Thread poll;
    private volatile Map<Integer, Long> standing = Map.of();

    /** @param positions the next offset of each partition, shared by all readers, as the ledger is */
    Reader(Consumer<byte[], byte[]> consumer, String topic, Map<Integer, Long> positions) {
        this.positions = positions;
        intake = new KafkaIntake(
                consumer,
                topic,
                this,
                (member, owned) -> standing = owned,
                Duration.ofSeconds(30),
                Schedulers.immediate());
        poll = new Thread(intake, "poll");
        poll.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        poll.start();
    }

    /** Lets every hand-over end at once, from now on. */
    void decide() {
        decided.complete(null);
    }

    List<Integer> assigned() {
        return assigned;
    }

    List<Integer> revoked() {
        return revoked;
    }

    List<CommandRecord> read() {
        return read;
    }

    List<Long> skipped() {
        return skipped;
    }

    List<Throwable> failures() {
        return failures;
    }

    /** The ownerships that the intake published last. */
    Map<Integer, Long> standing() {
        return standing;
    }

    @Override
    public void assigned(Map<Integer, Long> ownerships) {
        assigned.addAll(ownerships.keySet());
        ownerships.forEach(
                (partition, ownership) -> intake.begin(partition, ownership, positions.getOrDefault(partition, 0L)));
    }

    @Override
    public CompletionStage<?> revoked(Map<Integer, Long> ownerships) {
        revoked.addAll(ownerships.keySet());
        return decided;
    }

    @Override
    public void lost(Map<Integer, Long> ownerships) {
        revoked.addAll(ownerships.keySet());
    }

    @Override
    public void polled(List<Batch> batches) {
        Map<Integer, Long> next = new HashMap<>();
        for (Batch batch : batches) {
            read.addAll(batch.commandRecords());
            next.put(batch.partition(), batch.next());
        }
        positions.putAll(next);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void skipped(int partition, long ownership, long from, long to) {
        skipped.add(to - from);
    }

    @Override
    public void stopped(int partition, long ownership, String why) {
        failures.add(new IllegalStateException(why));
    }

    @Override
    public void close() {
        decide();
        intake.stop();
        try {
            poll.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
