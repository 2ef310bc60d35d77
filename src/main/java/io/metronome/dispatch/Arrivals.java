package io.metronome.dispatch;

import io.metronome.command.CommandCodec;
import io.metronome.command.CommandRecord;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.PartitionLifecycle;
import io.metronome.intake.IntakeListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The step from the poll thread to the dispatcher's thread: records are decoded on the first, so that the second only
 * decides. A few polls may be handed over and not taken in yet. More would be memory that nothing counts.
 */
final class Arrivals implements IntakeListener {
    private static final int MOST_POLLS = 4;
    private static final long MOST_BYTES = 4 << 20;

    private final CommandCodec codec;
    private final DispatcherLoop loop;
    private final Time time;
    private final PartitionLifecycle lifecycle;
    private final Dispatcher dispatcher;
    private final DispatchListener listener;
    private final AtomicInteger waitingPolls = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();

    Arrivals(
            CommandCodec codec,
            DispatcherLoop loop,
            Time time,
            PartitionLifecycle lifecycle,
            Dispatcher dispatcher,
            DispatchListener listener) {
        this.codec = codec;
        this.loop = loop;
        this.time = time;
        this.lifecycle = lifecycle;
        this.dispatcher = dispatcher;
        this.listener = listener;
    }

    @Override
    public void polled(List<Batch> batches) {
        long now = time.millis();
        long bytes = 0;
        List<DecodedBatch> decoded = new ArrayList<>(batches.size());
        for (Batch batch : batches) {
            List<DecodedBatch.DecodedRecord> records =
                    new ArrayList<>(batch.commandRecords().size());
            for (CommandRecord commandRecord : batch.commandRecords()) {
                bytes += commandRecord.heapBytes();
                records.add(new DecodedBatch.DecodedRecord(commandRecord, codec.decode(commandRecord)));
            }
            decoded.add(
                    new DecodedBatch(batch.partition(), batch.ownership(), batch.from(), records, batch.next(), now));
        }
        handOver(decoded, bytes);
    }

    private void handOver(List<DecodedBatch> decoded, long bytes) {
        waitingPolls.incrementAndGet();
        waitingBytes.addAndGet(bytes);
        loop.run(() -> {
            waitingPolls.decrementAndGet();
            waitingBytes.addAndGet(-bytes);
            dispatcher.take(decoded);
        });
    }

    @Override
    public boolean hasRoom() {
        return waitingPolls.get() < MOST_POLLS && waitingBytes.get() < MOST_BYTES;
    }

    @Override
    public void assigned(Map<Integer, Long> ownerships) {
        loop.run(() -> lifecycle.assigned(ownerships));
    }

    @Override
    public CompletionStage<?> revoked(Map<Integer, Long> ownerships) {
        CompletableFuture<Void> handedOver = new CompletableFuture<>();
        loop.run(() -> lifecycle.revoked(ownerships, () -> handedOver.complete(null)));
        return handedOver;
    }

    @Override
    public void lost(Map<Integer, Long> ownerships) {
        loop.run(() -> lifecycle.lost(ownerships));
    }

    @Override
    public void skipped(int partition, long ownership, long from, long to) {
        loop.run(() -> {
            listener.lost(to - from);
            lifecycle.skipped(partition, ownership, from, to);
        });
    }

    @Override
    public void stopped(int partition, long ownership, String why) {
        loop.run(() -> lifecycle.stopped(partition, ownership, why));
    }
}
