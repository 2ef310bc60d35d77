package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.CommandRecord;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/** Records, sections and group memberships for tests of the ledger. */
final class Samples {
    static final Duration SPAN = Duration.ofMillis(100);
    static final LedgerSettings SETTINGS = new LedgerSettings(
            "group",
            "commands",
            "topic-id",
            "ledger",
            12,
            Duration.ofSeconds(3),
            WriteFormat.of(LedgerFormat.NEWEST),
            SPAN,
            4);
    static final int GENERATION = 7;

    private Samples() {}

    static CommandRecord commandRecord(long offset) {
        return commandRecord(offset, List.of(), new Source("commands", 3, offset, 99));
    }

    static CommandRecord commandRecord(long offset, List<RecordHeader> headers, Source source) {
        return new CommandRecord(
                "commands", 3, offset, 99, "key".getBytes(UTF_8), "value".getBytes(UTF_8), headers, source);
    }

    static PendingCommandRecord waiting(long offset) {
        return new PendingCommandRecord(commandRecord(offset), 5, 0, 0, 0, false, false);
    }

    static Reply reply(String topic, String value, @Nullable Supplier<Reply> instead) {
        return new Reply(topic, null, null, value.getBytes(UTF_8), List.of(RecordHeader.of("a", "b")), instead);
    }

    static Reply keyed(String topic, String value, @Nullable Supplier<Reply> instead) {
        byte[] key = "key".getBytes(UTF_8);
        return new Reply(topic, null, key, value.getBytes(UTF_8), List.of(), instead);
    }

    static PartitionCheckpoint section(
            int partition, long position, PartitionCheckpoint.@Nullable HeaderState header, Reply... replies) {
        return new PartitionCheckpoint(
                partition,
                partition + 100,
                position,
                header,
                List.of(),
                new long[0],
                List.of(),
                new long[0],
                List.of(replies));
    }

    static PartitionCheckpoint telling(int partition, long position, Reply... replies) {
        PartitionCheckpoint.HeaderState header =
                new PartitionCheckpoint.HeaderState(false, new PartitionCheckpoint.Floor.None());
        return section(partition, position, header, replies);
    }

    /** The membership of an owner of those partitions, each under its number plus 100. */
    static GroupMembership standing(int generation, Integer... partitions) {
        return standing("member", generation, partitions);
    }

    @SuppressWarnings("removal") // a made-up member: no other class makes one with a generation
    static GroupMembership standing(String member, int generation, Integer... partitions) {
        Map<Integer, Long> owned = new HashMap<>();
        for (Integer partition : partitions) {
            owned.put(partition, partition + 100L);
        }
        return new GroupMembership(new ConsumerGroupMetadata("group", generation, member, Optional.empty()), owned);
    }
}
