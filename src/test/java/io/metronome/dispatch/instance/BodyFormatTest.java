package io.metronome.dispatch.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Method;
import io.metronome.command.OnUnknown;
import io.metronome.command.Priority;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.PartitionSamples;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyFormatTest {
    private static final Method METHOD = Objects.requireNonNull(Catalogue.find("sendMessage"));

    @Test
    void everyFieldComesBack() {
        List<RecordHeader> headers =
                List.of(RecordHeader.of("traceparent", "00-4bf9"), new RecordHeader("без значения", null));
        Source origin = new Source("commands", 7, 99, 12_345);
        assertSame(headers, "key".getBytes(UTF_8), origin, new Command.ReplyTo("answers", 3));
    }

    @Test
    void whatIsAbsentIsAbsent() {
        assertSame(List.of(), null, null, null);
        assertSame(List.of(), new byte[0], null, new Command.ReplyTo("answers", null));
    }

    private static void assertSame(
            List<RecordHeader> headers,
            byte @Nullable [] key,
            @Nullable Source origin,
            Command.@Nullable ReplyTo replyTo) {
        OwnedPartition partition = PartitionSamples.partition(Long.MIN_VALUE);
        InstanceLane lane = LaneSamples.lane(partition);
        byte[] value = "{\"body\":{}}".getBytes(UTF_8);
        CommandRecord record =
                new CommandRecord("commands", partition.number(), 41, 1_000, key, value, headers, origin);
        Command command = new Command(
                "заказ-1",
                true,
                lane.instance(),
                METHOD,
                8,
                2,
                Priority.BULK,
                5,
                6,
                OnUnknown.REPORT,
                1_500,
                700,
                replyTo);
        CommandBody body = new CommandBody(record, command);
        PendingCommand pending = new PendingCommand(lane, body, true, 5);
        CommandBody again =
                BodyFormat.decode(BodyFormat.encode(body), partition.number(), pending.offset(), lane.instance());
        assertThat(again).usingRecursiveComparison().isEqualTo(body);
    }
}
