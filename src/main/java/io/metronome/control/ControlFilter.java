package io.metronome.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Homes;
import io.metronome.command.shape.JsonDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through what can be obeyed, and tells of the rest: what it is, where it is, and how to mend it. A purge beyond the
 * end of its partition would end commands that come later. It is withdrawn for good, because the partition may be long
 * enough when a worker starts the next time. Used on the reader's thread.
 */
final class ControlFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ControlFilter.class);
    private static final int LONGEST_KEY = 200;
    /* The rest of a flood of junk is only counted. */
    private static final int MOST_LINES = 100;

    private final ControlEnds ends;
    private final Homes homes;
    private final Consumer<ControlRecord> withdraw;
    private final AtomicLong ignored = new AtomicLong();

    /** @param withdraw writes a tombstone */
    ControlFilter(ControlEnds ends, int homes, Consumer<ControlRecord> withdraw) {
        this.ends = ends;
        this.homes = new Homes(homes);
        this.withdraw = withdraw;
    }

    /** Records so far that say nothing that can be obeyed. It counts on. */
    Number ignored() {
        return ignored;
    }

    private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    /** Those of the records that say something. */
    List<ReadControl> decoded(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ReadControl> decoded = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte @Nullable [] withdraws = header(record, ControlCodec.WITHDRAWS);
            byte @Nullable [] by = header(record, ControlCodec.BY);
            switch (ControlCodec.read(record.key(), record.value(), withdraws, by)) {
                case ControlCodec.Wanted read ->
                    decoded.add(new ReadControl(read.wanted(), record.offset(), record.timestamp()));
                case ControlCodec.Junk junk -> {
                    ignore(record, junk.why());
                    // It hides what the key said before, and only that counts.
                    if (junk.key() != null) {
                        ControlRecord nothing = new ControlRecord.Tombstone(junk.key(), record.offset());
                        decoded.add(new ReadControl(nothing, record.offset(), record.timestamp()));
                    }
                }
            }
        }
        return decoded;
    }

    /** Those of the records that can be obeyed. It asks Kafka for the ends of partitions that are purged. */
    List<ReadControl> judged(List<ReadControl> decoded) {
        Map<Integer, Long> known = new LinkedHashMap<>();
        List<ReadControl> good = new ArrayList<>(decoded.size());
        List<ReadControl> beyond = new ArrayList<>();
        for (ReadControl read : decoded) {
            boolean isBeyond = read.wanted() instanceof ControlRecord.Purge purge
                    && purge.below() > known.computeIfAbsent(homes.of(purge.instance()), ends::ofCommands);
            (isBeyond ? beyond : good).add(read);
        }
        for (ReadControl read : beyond) {
            int home = homes.of(read.wanted().instance());
            refuse(read, home, known.getOrDefault(home, 0L));
        }
        return good;
    }

    private void refuse(ReadControl read, int home, long end) {
        withdraw.accept(new ControlRecord.Tombstone(read.wanted().key(), read.offset()));
        if (isTold()) {
            LOG.warn(
                    "The purge {} (control topic, offset {}) is ignored and withdrawn: it lies beyond the end of {}, which"
                            + " is {}. Purge again with: metronome purge {}",
                    read.wanted(),
                    read.offset(),
                    ends.commands(home),
                    end,
                    read.wanted().instance());
        }
    }

    private void ignore(ConsumerRecord<byte[], byte[]> record, String why) {
        if (isTold()) {
            String key = record.key() == null ? "none" : new String(record.key(), UTF_8);
            LOG.warn(
                    "The record at offset {} of the topic {} is ignored: {}. Its key is {}. A tombstone for that key"
                            + " removes it; use metronome pause, resume, purge and cancel to write control records",
                    record.offset(),
                    record.topic(),
                    why,
                    JsonDescription.oneLine(key, LONGEST_KEY));
        }
    }

    private boolean isTold() {
        long number = ignored.incrementAndGet();
        if (number == MOST_LINES + 1) {
            LOG.warn("More than {} control records are ignored; those beyond are only counted", MOST_LINES);
        }
        return number <= MOST_LINES;
    }
}
