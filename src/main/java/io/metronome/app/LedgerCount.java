package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.LiveRecords;
import io.metronome.ledger.LiveRecords.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The ledger's records, as far as they were read within a time.
 *
 * @param unread offsets that were not read, because the time or the heap was short
 */
record LedgerCount(LiveRecords records, long unread) {
    private static final String ABOUT = "ledger";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_SECONDS = 15;
    /* Each takes about 150 bytes of heap. */
    private static final int MOST_LIVE = 1_000_000;
    private static final long MANY_DEAD = 1_000_000;
    private static final int DEAD_FOR_ONE_LIVE = 10;

    /**
     * Reads every partition, up to the end that it has at the time of the call, for 15 seconds at most.
     *
     * @param consumer of committed records, without partitions and without a group
     * @param nanos a monotonic clock
     */
    static LedgerCount of(Consumer<byte[], byte[]> consumer, String topic, LongSupplier nanos) {
        LiveRecords records = new LiveRecords();
        List<TopicPartition> left = new ArrayList<>();
        consumer.partitionsFor(topic).forEach(info -> left.add(new TopicPartition(topic, info.partition())));
        Map<TopicPartition, Long> ends = consumer.endOffsets(left);
        consumer.assign(left);
        consumer.seekToBeginning(left);
        long begun = nanos.getAsLong();
        do {
            left.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            consumer.assign(left);
            if (!left.isEmpty()) {
                consumer.poll(POLL).forEach(records);
            }
        } while (!left.isEmpty()
                && records.live() < MOST_LIVE
                && NANOSECONDS.toSeconds(nanos.getAsLong() - begun) < PATIENCE_SECONDS);
        return new LedgerCount(
                records,
                left.stream()
                        .mapToLong(partition ->
                                Math.max(0, ends.getOrDefault(partition, 0L) - consumer.position(partition)))
                        .sum());
    }

    private String blocks() {
        int blocks = records.live(RecordKind.BLOCK);
        long shared = records.commands() - records.live(RecordKind.COMMAND);
        return blocks == 0 ? "" : shared + " of them in " + blocks + " blocks, ";
    }

    Finding finding() {
        long dead = records.dead();
        String text = "it has " + records.live() + " live records (" + records.commands()
                + " commands that wait, " + blocks() + records.live(RecordKind.PACE) + " paces, "
                + records.live(RecordKind.CONDITION) + " conditions, " + records.live(RecordKind.SENT_IDS)
                + " lists of sent ids, " + records.live(RecordKind.HEADER) + " headers) and " + dead + " dead ones"
                + (records.onlyWithBlocks() == 0
                        ? ""
                        : "; " + records.onlyWithBlocks() + " of all are of format " + LedgerFormat.BLOCKS.number())
                + (unread == 0
                        ? ""
                        : ", as far as it was read in " + PATIENCE_SECONDS + " s: about " + unread + " are left");
        return dead >= MANY_DEAD && dead >= (long) DEAD_FOR_ONE_LIVE * records.live()
                ? Finding.warning(
                        ABOUT,
                        text + ". Compaction does not keep up, and each restore reads the dead ones, too",
                        "log.cleaner.enable=true on the brokers, and a look at log-cleaner.log there")
                : Finding.ok(ABOUT, text);
    }
}
