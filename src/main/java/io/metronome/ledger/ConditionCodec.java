package io.metronome.ledger;

import io.metronome.ledger.InstanceCondition.Hold;
import io.metronome.ledger.InstanceCondition.Limit;
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

    /** @param condition with the milliseconds that are left in place of moments */
    static byte[] encode(InstanceCondition condition) {
        return LedgerCodec.bytes(out -> {
            write(out, condition.hold());
            out.writeInt(condition.limits().size());
            for (Limit limit : condition.limits()) {
                out.writeUTF(limit.method());
                out.writeLong(limit.until());
            }
            Settling settling = condition.settling();
            out.writeBoolean(settling != null);
            if (settling != null) {
                out.writeInt(settling.wantedMillis());
                out.writeLong(settling.until());
            }
        });
    }

    /** The condition with its moments by the broker's clock. */
    static InstanceCondition decode(byte[] value, String instance, long appendedAt) {
        return LedgerCodec.read(value, in -> {
                    Hold hold = in.readBoolean() ? hold(in) : null;
                    List<Limit> limits = limits(in);
                    Settling settling = in.readBoolean() ? new Settling(in.readInt(), in.readLong()) : null;
                    return new InstanceCondition(instance, hold, limits, settling);
                })
                .onClock(left -> appendedAt + left);
    }

    private static void write(DataOutputStream out, @Nullable Hold hold) throws IOException {
        out.writeBoolean(hold != null);
        if (hold != null) {
            out.writeUTF(hold.reason());
            out.writeUTF(hold.detail());
            out.writeLong(hold.sinceMillis());
            out.writeLong(hold.untilMillis());
            out.writeBoolean(hold.seen());
            out.writeInt(hold.refusals());
            out.writeLong(hold.trialAt());
        }
    }

    private static Hold hold(DataInputStream in) throws IOException {
        return new Hold(
                in.readUTF(),
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readInt(),
                in.readLong());
    }

    private static List<Limit> limits(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Limit> limits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            limits.add(new Limit(in.readUTF(), in.readLong()));
        }
        return limits;
    }
}
