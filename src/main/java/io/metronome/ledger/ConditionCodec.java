package io.metronome.ledger;

import io.metronome.ledger.InstanceCondition.CountedCalls;
import io.metronome.ledger.InstanceCondition.Limit;
import io.metronome.ledger.InstanceCondition.RecordedHold;
import io.metronome.ledger.InstanceCondition.Settling;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes conditions. A moment is stored as the milliseconds that are left, since the broker's clock stamps the record.
 */
final class ConditionCodec {
    private ConditionCodec() {}

    static byte[] encode(InstanceCondition<TimeLeft> condition) {
        return LedgerCodec.bytes(out -> {
            write(out, condition.hold());
            out.writeInt(condition.limits().size());
            for (Limit<TimeLeft> limit : condition.limits()) {
                out.writeUTF(limit.method());
                out.writeLong(limit.until().millis());
            }
            Settling<TimeLeft> settling = condition.settling();
            out.writeBoolean(settling != null);
            if (settling != null) {
                out.writeInt(settling.longestMillis());
                out.writeLong(settling.until().millis());
            }
            write(out, condition.counted());
        });
    }

    /** The condition with its moments by the broker's clock. */
    static InstanceCondition<BrokerMoment> decode(byte[] value, String instance, long appendedAt) {
        InstanceCondition<TimeLeft> stored = LedgerCodec.read(value, in -> {
            RecordedHold<TimeLeft> hold = in.readBoolean() ? hold(in) : null;
            List<Limit<TimeLeft>> limits = limits(in);
            Settling<TimeLeft> settling = in.readBoolean() ? new Settling<>(in.readInt(), left(in)) : null;
            return new InstanceCondition<>(instance, hold, limits, settling, counted(in));
        });
        return stored.with(left -> new BrokerMoment(appendedAt + left.millis()));
    }

    /* An instance without a daily cap has no such field. Older workers do not look behind the other fields. */
    private static void write(DataOutputStream out, @Nullable CountedCalls counted) throws IOException {
        if (counted != null) {
            out.writeLong(counted.epochDay());
            out.writeInt(counted.calls());
            out.writeInt(counted.doubtful().size());
            for (long offset : counted.doubtful()) {
                out.writeLong(offset);
            }
        }
    }

    private static @Nullable CountedCalls counted(DataInputStream in) throws IOException {
        if (in.available() == 0) {
            return null;
        }
        long epochDay = in.readLong();
        int calls = in.readInt();
        List<Long> doubtful = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            doubtful.add(in.readLong());
        }
        return new CountedCalls(epochDay, calls, doubtful);
    }

    private static void write(DataOutputStream out, @Nullable RecordedHold<TimeLeft> hold) throws IOException {
        out.writeBoolean(hold != null);
        if (hold != null) {
            out.writeUTF(hold.reason());
            out.writeUTF(hold.detail());
            out.writeLong(hold.sinceMillis());
            out.writeLong(hold.untilMillis());
            out.writeBoolean(hold.endsWithState());
            out.writeInt(hold.refusals());
            out.writeLong(hold.trialAt().millis());
        }
    }

    private static RecordedHold<TimeLeft> hold(DataInputStream in) throws IOException {
        return new RecordedHold<>(
                in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readBoolean(), in.readInt(), left(in));
    }

    private static List<Limit<TimeLeft>> limits(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Limit<TimeLeft>> limits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            limits.add(new Limit<>(in.readUTF(), left(in)));
        }
        return limits;
    }

    private static TimeLeft left(DataInputStream in) throws IOException {
        return new TimeLeft(in.readLong());
    }
}
