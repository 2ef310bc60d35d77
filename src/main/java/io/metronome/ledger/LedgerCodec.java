package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.CommandRecord;
import io.metronome.command.Forwarding;
import io.metronome.command.Outcome;
import io.metronome.command.ParsedFields;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes the values of the ledger. The format is metronome's own: no other program reads or writes it. */
final class LedgerCodec {
    private static final int NO_BYTES = -1;

    private LedgerCodec() {}

    static byte[] encode(PartitionHeader header, LedgerFormat format) {
        return bytes(out -> header.write(out, format));
    }

    /** The format that a header names. Call it for a header that can be read. */
    static LedgerFormat format(byte[] header) {
        return LedgerFormat.of(Byte.toUnsignedInt(header[0]));
    }

    static PartitionHeader header(byte[] value) {
        return read(value, PartitionHeader::read);
    }

    static byte[] encode(PendingCommandRecord waiting) {
        return bytes(out -> write(out, waiting));
    }

    static void write(DataOutputStream out, PendingCommandRecord waiting) throws IOException {
        out.writeLong(waiting.receivedAt());
        out.writeInt(waiting.attempts());
        out.writeInt(waiting.failures());
        out.writeLong(waiting.retryAt());
        out.writeBoolean(waiting.unknown());
        out.writeBoolean(waiting.announced());
        write(out, waiting.commandRecord());
        write(out, waiting.accepted());
        write(out, waiting.parsed());
    }

    static PendingCommandRecord waiting(byte[] value, String topic, int partition, long offset) {
        return waiting(value, 0, value.length, topic, partition, offset);
    }

    /** A command whose bytes begin there. */
    static PendingCommandRecord waiting(byte[] value, int from, int length, String topic, int partition, long offset) {
        return read(new ByteArrayInputStream(value, from, length), in -> {
            long receivedAt = in.readLong();
            int attempts = in.readInt();
            int failures = in.readInt();
            long retryAt = in.readLong();
            boolean unknown = in.readBoolean();
            boolean announced = in.readBoolean();
            CommandRecord commandRecord = commandRecord(in, topic, partition, offset);
            Outcome.Accepted accepted = accepted(in, receivedAt, attempts);
            ParsedFields parsed = parsed(in);
            return new PendingCommandRecord(
                    commandRecord, receivedAt, attempts, failures, retryAt, unknown, announced, accepted, parsed);
        });
    }

    /** Whether that value is the least that can be written of a command: nothing shorter can follow it. */
    static boolean isWithoutContent(byte[] value) {
        return waiting(value, "", 0, 0).commandRecord().whyWithoutContent() != null;
    }

    static byte[] encodeSent(long sequence, long[] hashesAndOffsets) {
        return bytes(out -> {
            out.writeLong(sequence);
            out.writeInt(hashesAndOffsets.length);
            for (long one : hashesAndOffsets) {
                out.writeLong(one);
            }
        });
    }

    static long sentSequence(byte[] value) {
        return read(value, DataInputStream::readLong);
    }

    static long[] sent(byte[] value) {
        return read(value, in -> {
            in.readLong();
            long[] hashesAndOffsets = new long[in.readInt()];
            for (int i = 0; i < hashesAndOffsets.length; i++) {
                hashesAndOffsets[i] = in.readLong();
            }
            return hashesAndOffsets;
        });
    }

    private static void write(DataOutputStream out, CommandRecord commandRecord) throws IOException {
        out.writeLong(commandRecord.timestamp());
        write(out, commandRecord.key());
        write(out, commandRecord.value());
        out.writeInt(commandRecord.headers().size());
        for (RecordHeader header : commandRecord.headers()) {
            write(out, header.name().getBytes(UTF_8));
            write(out, header.value());
        }
        boolean forwarded = Forwarding.isForwarded(commandRecord);
        out.writeBoolean(forwarded);
        if (forwarded) {
            Source source = commandRecord.source();
            out.writeInt(source.partition());
            out.writeLong(source.offset());
            out.writeLong(source.timestamp());
        }
    }

    private static CommandRecord commandRecord(DataInputStream in, String topic, int partition, long offset)
            throws IOException {
        long timestamp = in.readLong();
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        int count = in.readInt();
        List<RecordHeader> headers = count == 0 ? List.of() : new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new RecordHeader(new String(in.readNBytes(in.readInt()), UTF_8), readBytes(in)));
        }
        Source origin = in.readBoolean() ? new Source(topic, in.readInt(), in.readLong(), in.readLong()) : null;
        return new CommandRecord(topic, partition, offset, timestamp, key, value, headers, origin);
    }

    private static void write(DataOutputStream out, Outcome.@Nullable Accepted accepted) throws IOException {
        out.writeBoolean(accepted != null);
        if (accepted != null) {
            write(
                    out,
                    accepted.idMessage() == null ? null : accepted.idMessage().getBytes(UTF_8));
            out.writeLong(accepted.dueAt());
            out.writeLong(accepted.sentAt());
            out.writeLong(accepted.completedAt());
            write(out, accepted.response());
        }
    }

    /* Records of format 1 end before this field. */
    private static Outcome.@Nullable Accepted accepted(DataInputStream in, long receivedAt, int attempts)
            throws IOException {
        if (in.available() == 0 || !in.readBoolean()) {
            return null;
        }
        byte[] id = readBytes(in);
        String idMessage = id == null ? null : new String(id, UTF_8);
        return new Outcome.Accepted(
                idMessage, attempts, receivedAt, in.readLong(), in.readLong(), in.readLong(), null, readBytes(in));
    }

    /* Earlier versions do not look behind the field before this one. */
    private static void write(DataOutputStream out, @Nullable ParsedFields parsed) throws IOException {
        if (parsed != null) {
            out.writeInt(parsed.rules());
            out.writeShort(parsed.fields().length);
            out.write(parsed.fields());
        }
    }

    private static @Nullable ParsedFields parsed(DataInputStream in) throws IOException {
        return in.available() == 0 ? null : new ParsedFields(in.readInt(), in.readNBytes(in.readUnsignedShort()));
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? NO_BYTES : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NO_BYTES ? null : in.readNBytes(length);
    }

    static byte[] bytes(FieldWriter writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            writer.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(byte[] value, FieldReader<T> reader) {
        return read(new ByteArrayInputStream(value), reader);
    }

    private static <T> T read(ByteArrayInputStream value, FieldReader<T> reader) {
        try {
            return reader.from(new DataInputStream(value));
        } catch (IOException e) {
            throw new LedgerRefusedException("a record that ends too early: " + e);
        }
    }

    interface FieldWriter {
        void to(DataOutputStream out) throws IOException;
    }

    interface FieldReader<T> {
        T from(DataInputStream in) throws IOException;
    }
}
