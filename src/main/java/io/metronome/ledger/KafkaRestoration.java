package io.metronome.ledger;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Restores with several readers, the smallest ledger first, and hands over what was read on a thread that decodes it. */
public final class KafkaRestoration implements Restoration, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRestoration.class);

    private final List<RestoreReader> readers;
    private final Scheduler decoding;
    private final RestoreProgress progress;
    private final RestoreOrder order = new RestoreOrder();
    private final RestoreRoom room = new RestoreRoom();

    /**
     * @param readers at least one
     * @param decoding where what was read is decoded while the next partition is read: either takes about as long
     * @param progress is told how far the reading is
     */
    public KafkaRestoration(List<RestoreReader> readers, Scheduler decoding, RestoreProgress progress) {
        this.readers = readers;
        this.decoding = decoding;
        this.progress = progress;
    }

    @Override
    public Mono<RestoredState> of(int partition, BooleanSupplier stillOurs, RestoreMemory memory) {
        return Mono.defer(() -> {
            RestoreRoom.Share share = room.share(memory);
            return Mono.<RestoredState>create(sink -> {
                        order.add(new RestoreReader.RestoreTask(partition, stillOurs, share, sink));
                        readers.forEach(reader -> reader.whenFree(() -> restoreNext(reader)));
                    })
                    .publishOn(decoding)
                    .doFinally(end -> share.gone());
        });
    }

    @Override
    public void close() {
        readers.forEach(RestoreReader::close);
    }

    /* Every reader comes here for every restore, and the first one that is free takes it. */
    private void restoreNext(RestoreReader reader) {
        order.next(partition -> size(partition, reader)).ifPresent(task -> reader.restore(task, progress));
    }

    /* Kafka may not say it. A restore finds that out by itself. */
    private long size(int partition, RestoreReader reader) {
        try {
            long size = reader.size(partition);
            progress.waits(partition, size);
            return size;
        } catch (KafkaException e) {
            LOG.debug("The size of the ledger of partition {} is not known", partition, e);
            return 0;
        }
    }
}
