package io.metronome.dispatch.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.ParsedFields;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link CommandBody} outside the heap. Only the process that wrote them reads them, so they have no
 * version. The record's partition and offset, and the id of the instance, are not among them: the index entry has these.
 */
final class BodyFormat {
    private static final int NONE = -1;
    /* A flag, and the numbers of the record and of its source, the count of its headers, five lengths, and a partition. */
    private static final int NUMBERS = 1 + Long.BYTES + Integer.BYTES + 2 * Long.BYTES + 7 * Integer.BYTES;

    private BodyFormat() {}

    static byte[] encode(CommandBody body) {
        CommandRecord commandRecord = body.commandRecord();
        Command command = body.command();
        Command.ReplyTo replyTo = command.replyTo();
        byte[] topic = commandRecord.topic().getBytes(UTF_8);
        byte[] parsed = ParsedFields.of(command, 0).fields();
        byte[] replyTopic = replyTo == null ? null : replyTo.topic().getBytes(UTF_8);
        List<byte[]> names = new ArrayList<>(commandRecord.headers().size());
        int size = NUMBERS + topic.length + parsed.length + length(replyTopic);
        size += length(commandRecord.key()) + length(commandRecord.value());
        for (RecordHeader header : commandRecord.headers()) {
            byte[] name = header.name().getBytes(UTF_8);
            names.add(name);
            size += 2 * Integer.BYTES + name.length + length(header.value());
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        put(out, topic);
        out.putLong(commandRecord.timestamp());
        put(out, commandRecord.key());
        put(out, commandRecord.value());
        put(out, commandRecord.headers(), names);
        put(out, commandRecord.origin());
        put(out, parsed);
        put(out, replyTopic);
        if (replyTo != null) {
            Integer partition = replyTo.partition();
            out.putInt(partition == null ? NONE : partition);
        }
        return out.array();
    }

    private static void put(ByteBuffer out, List<RecordHeader> headers, List<byte[]> names) {
        out.putInt(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            put(out, names.get(i));
            put(out, headers.get(i).value());
        }
    }

    private static void put(ByteBuffer out, @Nullable Source origin) {
        out.put((byte) (origin == null ? 0 : 1));
        if (origin != null) {
            out.putInt(origin.partition()).putLong(origin.offset()).putLong(origin.timestamp());
        }
    }

    private static void put(ByteBuffer out, byte @Nullable [] bytes) {
        out.putInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.put(bytes);
        }
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** The body of that entry. */
    static CommandBody decode(byte[] bytes, int partition, long offset, String instance) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        String topic = text(in);
        long timestamp = in.getLong();
        byte[] key = bytes(in);
        byte[] value = bytes(in);
        List<RecordHeader> headers = headers(in);
        Source origin = in.get() == 0 ? null : new Source(topic, in.getInt(), in.getLong(), in.getLong());
        CommandRecord commandRecord =
                new CommandRecord(topic, partition, offset, timestamp, key, value, headers, origin);
        byte[] fields = bytes(in);
        Command command = fields == null ? null : new ParsedFields(0, fields).command(instance, replyTo(in));
        if (command == null) {
            throw new IllegalStateException("the body of offset " + offset + " is not what was written");
        }
        return new CommandBody(commandRecord, command);
    }

    private static List<RecordHeader> headers(ByteBuffer in) {
        int count = in.getInt();
        List<RecordHeader> headers = count == 0 ? List.of() : new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new RecordHeader(text(in), bytes(in)));
        }
        return headers;
    }

    private static Command.@Nullable ReplyTo replyTo(ByteBuffer in) {
        byte[] topic = bytes(in);
        if (topic == null) {
            return null;
        }
        int partition = in.getInt();
        return new Command.ReplyTo(new String(topic, UTF_8), partition == NONE ? null : partition);
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = bytes(in);
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    private static byte @Nullable [] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length == NONE) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
