package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.ledger.InstanceCondition.CountedCalls;
import io.metronome.ledger.InstanceCondition.Limit;
import io.metronome.ledger.InstanceCondition.RecordedHold;
import io.metronome.ledger.InstanceCondition.Settling;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The calls of a day stand behind the other fields of a condition, in every format: a worker that was built before there
 * were daily caps reads the rest of the record, and its own records are read as those of instances without a count. The
 * older layout is written down here once more, as that build had it.
 */
class ConditionCodecTest {
    private static final RecordedHold<TimeLeft> HOLD =
            new RecordedHold<>("quota", "used up", 11, 12, true, 3, new TimeLeft(60_000));
    private static final List<Limit<TimeLeft>> LIMITS = List.of(new Limit<>("sendContact", new TimeLeft(5_000)));
    private static final Settling<TimeLeft> SETTLING = new Settling<>(2_000, new TimeLeft(300_000));

    private static final List<InstanceCondition<TimeLeft>> WITHOUT_COUNT = List.of(
            new InstanceCondition<>("1", null, List.of(), null),
            new InstanceCondition<>("1", HOLD, List.of(), null),
            new InstanceCondition<>("1", null, LIMITS, null),
            new InstanceCondition<>("1", null, List.of(), SETTLING),
            new InstanceCondition<>("1", HOLD, LIMITS, SETTLING));
    private static final List<CountedCalls> COUNTS = List.of(
            new CountedCalls(20_000, 7, List.of(3L, 5L)),
            new CountedCalls(20_000, 1, List.of()),
            new CountedCalls(-1, Integer.MAX_VALUE, List.of(Long.MAX_VALUE)));

    @Test
    void anOlderBuildReadsEverythingButTheCount() throws IOException {
        for (InstanceCondition<TimeLeft> rest : WITHOUT_COUNT) {
            for (CountedCalls counted : COUNTS) {
                assertThat(readByAnOlderBuild(ConditionCodec.encode(with(rest, counted))))
                        .isEqualTo(rest);
            }
        }
    }

    @Test
    void aRecordOfAnOlderBuildHasNoCount() throws IOException {
        for (InstanceCondition<TimeLeft> rest : WITHOUT_COUNT) {
            byte[] older = writtenByAnOlderBuild(rest);
            assertThat(ConditionCodec.decode(older, "1", 0)).isEqualTo(byTheBroker(rest));
            assertThat(ConditionCodec.encode(rest))
                    .as("without a count nothing is added")
                    .isEqualTo(older);
        }
    }

    @Test
    void aCountComesBack() {
        for (InstanceCondition<TimeLeft> rest : WITHOUT_COUNT) {
            for (CountedCalls counted : COUNTS) {
                assertThat(ConditionCodec.decode(ConditionCodec.encode(with(rest, counted)), "1", 0))
                        .isEqualTo(byTheBroker(with(rest, counted)));
            }
        }
    }

    private static InstanceCondition<TimeLeft> with(InstanceCondition<TimeLeft> rest, CountedCalls counted) {
        return new InstanceCondition<>("1", rest.hold(), rest.limits(), rest.settling(), counted);
    }

    private static InstanceCondition<BrokerMoment> byTheBroker(InstanceCondition<TimeLeft> condition) {
        return condition.with(left -> new BrokerMoment(left.millis()));
    }

    private static InstanceCondition<TimeLeft> readByAnOlderBuild(byte[] value) {
        return LedgerCodec.read(value, in -> {
            RecordedHold<TimeLeft> hold = in.readBoolean() ? hold(in) : null;
            List<Limit<TimeLeft>> limits = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                limits.add(new Limit<>(in.readUTF(), left(in)));
            }
            Settling<TimeLeft> settling = in.readBoolean() ? new Settling<>(in.readInt(), left(in)) : null;
            return new InstanceCondition<>("1", hold, limits, settling);
        });
    }

    private static RecordedHold<TimeLeft> hold(DataInputStream in) throws IOException {
        return new RecordedHold<>(
                in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readBoolean(), in.readInt(), left(in));
    }

    private static TimeLeft left(DataInputStream in) throws IOException {
        return new TimeLeft(in.readLong());
    }

    private static byte[] writtenByAnOlderBuild(InstanceCondition<TimeLeft> condition) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
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
        return bytes.toByteArray();
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
}
