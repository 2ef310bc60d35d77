package io.metronome.dispatch;

import io.metronome.command.CommandCodec;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.intake.IntakeListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The step from the poll thread to the dispatcher's: decodes on the former, so that the latter only decides. A few polls
 * may be handed over and not taken yet; more would be memory that nobody counts.
 */
final class Arrivals implements IntakeListener {
    private static final int POLLS_ON_THE_WAY = 4;

    private final CommandCodec codec;
    private final DispatcherLoop loop;
    private final Time time;
    private final PartitionLifecycle lifecycle;
    private final Dispatcher dispatcher;
    private final DispatchListener listener;
    private final AtomicInteger onTheWay = new AtomicInteger();

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

    /** A letter and what it turned out to be. */
    record Arrival(CommandRecord commandRecord, Decoded decoded) {}

    /** What one poll brought of one partition, decoded. */
    record Delivery(int partition, long ownership, long from, List<Arrival> arrivals, long next, long receivedAt) {}

    @Override
    public void polled(List<Batch> batches) {
        long now = time.millis();
        List<Delivery> deliveries = new ArrayList<>(batches.size());
        for (Batch batch : batches) {
            List<Arrival> arrivals = new ArrayList<>(batch.commandRecords().size());
            for (CommandRecord commandRecord : batch.commandRecords()) {
                arrivals.add(new Arrival(commandRecord, codec.decode(commandRecord)));
            }
            deliveries.add(
                    new Delivery(batch.partition(), batch.ownership(), batch.from(), arrivals, batch.next(), now));
        }
        onTheWay.incrementAndGet();
        loop.run(() -> {
            onTheWay.decrementAndGet();
            dispatcher.take(deliveries);
        });
    }

    @Override
    public boolean hasRoom() {
        return onTheWay.get() < POLLS_ON_THE_WAY;
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
