package io.metronome.ledger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/** Encodes pace records. A moment is stored as its age in milliseconds, since the broker's clock stamps the record. */
final class PaceCodec {
    private static final int UNKNOWN_DELAY = -2;

    private static final byte NONE = 0;
    private static final byte UNDATED = 1;
    private static final byte DATED = 2;
    private static final byte DOUBTED = 3;

    private PaceCodec() {}

    /** @param age the age of a moment in milliseconds; negative when the moment lies ahead */
    static byte[] encode(PaceRecord.Departed departure, LedgerFormat format, ToLongFunction<MonotonicMoment> age) {
        return LedgerCodec.bytes(out -> {
            out.writeLong(age.applyAsLong(departure.at()));
            out.writeInt(departure.delay().ofDeparture().orElse(UNKNOWN_DELAY));
            out.writeInt(departure.typingMillis());
            if (format.datesDelays()) {
                write(out, departure.delay(), age);
            }
        });
    }

    private static void write(
            DataOutputStream out, RecordedDelay<MonotonicMoment> delay, ToLongFunction<MonotonicMoment> age)
            throws IOException {
        switch (delay) {
            case RecordedDelay.NoDelay<MonotonicMoment> none -> write(out, NONE, none.formerMillis());
            case RecordedDelay.UndatedDelay<MonotonicMoment> undated -> write(out, UNDATED, 0);
            case RecordedDelay.DatedDelay<MonotonicMoment> dated -> write(out, DATED, age.applyAsLong(dated.readAt()));
            case RecordedDelay.DoubtedDelay<MonotonicMoment> doubted -> write(out, DOUBTED, doubted.longestMillis());
        }
    }

    private static void write(DataOutputStream out, byte kind, long content) throws IOException {
        out.writeByte(kind);
        out.writeLong(content);
    }

    static Restored.RestoredPace decode(byte[] value, String instance, long appendedAt) {
        return LedgerCodec.read(value, in -> {
            BrokerMoment departedAt = new BrokerMoment(appendedAt - in.readLong());
            int stored = in.readInt();
            OptionalInt millis = stored == UNKNOWN_DELAY ? OptionalInt.empty() : OptionalInt.of(stored);
            int typingMillis = in.readInt();
            return new Restored.RestoredPace(instance, departedAt, delay(in, millis, appendedAt), typingMillis);
        });
    }

    /* Records of format 2 end before these fields. */
    private static RecordedDelay<BrokerMoment> delay(DataInputStream in, OptionalInt millis, long appendedAt)
            throws IOException {
        if (in.available() == 0) {
            return millis.isPresent()
                    ? new RecordedDelay.UndatedDelay<>(millis.getAsInt())
                    : new RecordedDelay.NoDelay<>(0);
        }
        byte kind = in.readByte();
        long content = in.readLong();
        return switch (kind) {
            case NONE -> new RecordedDelay.NoDelay<>(Math.toIntExact(content));
            case UNDATED -> new RecordedDelay.UndatedDelay<>(millis.orElseThrow());
            case DATED -> new RecordedDelay.DatedDelay<>(millis.orElseThrow(), new BrokerMoment(appendedAt - content));
            case DOUBTED -> new RecordedDelay.DoubtedDelay<>(millis, Math.toIntExact(content));
            default ->
                throw new LedgerRefusedException(
                        "a pace record of the unknown kind " + kind + ": give the partition to a newer worker");
        };
    }
}
