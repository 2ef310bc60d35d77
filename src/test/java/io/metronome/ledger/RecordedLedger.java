package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Outcome;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One record of each kind, as objects and as the bytes that a version of metronome once wrote for them. The bytes are in
 * {@code format-N.txt} beside this class: a name, the key and the value in each line.
 */
final class RecordedLedger {
    static final long APPENDED = 10_000;

    /* The age of each moment is its nanoseconds. */
    private static final MonotonicMoment DEPARTED = new MonotonicMoment(400);
    private static final MonotonicMoment ANNOUNCED = new MonotonicMoment(-400);
    private static final MonotonicMoment READ = new MonotonicMoment(60_000);

    private static final PendingCommandRecord FORWARDED = new PendingCommandRecord(
            Samples.commandRecord(
                    7,
                    List.of(RecordHeader.of("kafka_correlationId", "1"), new RecordHeader("empty", null)),
                    new Source("commands", 9, 8, 7)),
            5,
            3,
            2,
            1_000,
            true,
            true);
    private static final PendingCommandRecord ACCEPTED = new PendingCommandRecord(
            Samples.commandRecord(8),
            5,
            3,
            2,
            0,
            false,
            false,
            new Outcome.Accepted("id", 3, 5, 6, 7, 8, null, "{\"saveSettings\":true}".getBytes(UTF_8)),
            null);
    private static final List<PendingCommandRecord> BLOCK = List.of(Samples.waiting(6), ACCEPTED);
    /* The first command of the block. */
    private static final byte ENDED = 0b01;
    private static final RestoredBlocks RESTORED_BLOCK = new RestoredBlocks(
            List.of(new RestoredBlocks.RestoredBlock(5, 2, new byte[] {ENDED}, true)),
            new int[] {LedgerPlace.SINGLE, LedgerPlace.inBlock(0, 1)},
            6);
    private static final InstanceCondition<TimeLeft> CONDITION = new InstanceCondition<>(
            "1101000003",
            new InstanceCondition.RecordedHold<>("quota", "used up", 11, 12, true, 3, new TimeLeft(60_000)),
            List.of(new InstanceCondition.Limit<>("sendContact", new TimeLeft(5_000))),
            new InstanceCondition.Settling<>(2_000, new TimeLeft(300_000)));
    private static final PartitionHeader HEADER = new PartitionHeader(
            "group", "topic-id", 12, 42, "writer", "member", true, PartitionHeader.FLOOR_AGE, -5, 3_000);

    private static final List<PaceRecord.Departed> PACES = List.of(
            new PaceRecord.Departed("1101000001", DEPARTED, new RecordedDelay.UndatedDelay<>(15_000), 1_000),
            new PaceRecord.Departed("1101000002", ANNOUNCED, new RecordedDelay.NoDelay<>(0), 0));
    private static final List<PaceRecord.Departed> DATED_PACES = List.of(
            new PaceRecord.Departed("1101000004", DEPARTED, new RecordedDelay.DatedDelay<>(500, READ), 0),
            new PaceRecord.Departed(
                    "1101000005", DEPARTED, new RecordedDelay.DoubtedDelay<>(OptionalInt.of(500), 15_000), 0),
            new PaceRecord.Departed(
                    "1101000006", DEPARTED, new RecordedDelay.DoubtedDelay<>(OptionalInt.empty(), 700), 0),
            new PaceRecord.Departed("1101000007", DEPARTED, new RecordedDelay.NoDelay<>(1_200_000), 0));

    private RecordedLedger() {}

    /** The record of a key. */
    record Entry(byte[] key, byte[] value) {
        @Override
        public String toString() {
            return HexFormat.of().formatHex(key) + ' ' + HexFormat.of().formatHex(value);
        }
    }

    /** The bytes that were recorded, by name. */
    static Map<String, Entry> recorded(LedgerFormat format) {
        String file = "format-" + format.number() + ".txt";
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (InputStream lines = Objects.requireNonNull(RecordedLedger.class.getResourceAsStream(file), file)) {
            for (String line : new String(lines.readAllBytes(), UTF_8).lines().toList()) {
                String[] parts = line.split(" ", -1);
                HexFormat hex = HexFormat.of();
                entries.put(parts[0], new Entry(hex.parseHex(parts[1]), hex.parseHex(parts[2])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** The bytes that this version writes, by name. */
    static Map<String, Entry> written(LedgerFormat format) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        entries.put("forwarded", new Entry(new Key.CommandKey(7).encode(), LedgerCodec.encode(FORWARDED)));
        if (format.hasBlocks()) {
            entries.put("block", new Entry(new Key.BlockKey(5).encode(), BlockCodec.encode(BLOCK)));
            entries.put("ends", new Entry(new Key.EndsKey(5).encode(), BlockCodec.encodeEnds(new byte[] {ENDED})));
        } else {
            entries.put("accepted", new Entry(new Key.CommandKey(8).encode(), LedgerCodec.encode(ACCEPTED)));
        }
        paces(format)
                .forEach(pace -> entries.put(
                        "pace-" + pace.instance(),
                        new Entry(
                                new Key.PaceKey(pace.instance()).encode(),
                                PaceCodec.encode(pace, format, MonotonicMoment::nanos))));
        entries.put(
                "condition",
                new Entry(new Key.ConditionKey(CONDITION.instance()).encode(), ConditionCodec.encode(CONDITION)));
        entries.put("sent", new Entry(new Key.SentIdsKey(2).encode(), LedgerCodec.encodeSent(6, new long[] {1, -2})));
        entries.put("header", new Entry(new Key.HeaderKey().encode(), LedgerCodec.encode(HEADER, format)));
        return entries;
    }

    /** The state that a restore has to find. */
    static Restored restored(LedgerFormat format) {
        return new Restored(
                42,
                List.of(FORWARDED, ACCEPTED),
                paces(format).stream().map(RecordedLedger::restored).toList(),
                List.of(CONDITION.with(left -> new BrokerMoment(APPENDED + left.millis()))),
                List.of(new Restored.RestoredSentIds(APPENDED, new long[] {1, -2})),
                new Restored.OwnershipEnd.Clean(new PartitionCheckpoint.Floor.At(APPENDED + 5)),
                Samples.SETTINGS.format().after(format),
                format.hasBlocks() ? RESTORED_BLOCK : RestoredBlocks.NONE);
    }

    private static List<PaceRecord.Departed> paces(LedgerFormat format) {
        return format.datesDelays()
                ? Stream.concat(PACES.stream(), DATED_PACES.stream()).toList()
                : PACES;
    }

    private static Restored.RestoredPace restored(PaceRecord.Departed pace) {
        return new Restored.RestoredPace(
                pace.instance(), broker(pace.at()), restored(pace.delay()), pace.typingMillis());
    }

    private static RecordedDelay<BrokerMoment> restored(RecordedDelay<MonotonicMoment> delay) {
        return switch (delay) {
            case RecordedDelay.NoDelay<MonotonicMoment> none -> new RecordedDelay.NoDelay<>(none.formerMillis());
            case RecordedDelay.UndatedDelay<MonotonicMoment> undated ->
                new RecordedDelay.UndatedDelay<>(undated.millis());
            case RecordedDelay.DatedDelay<MonotonicMoment> dated ->
                new RecordedDelay.DatedDelay<>(dated.millis(), broker(dated.readAt()));
            case RecordedDelay.DoubtedDelay<MonotonicMoment> doubted ->
                new RecordedDelay.DoubtedDelay<>(doubted.ofDeparture(), doubted.longestMillis());
        };
    }

    private static BrokerMoment broker(MonotonicMoment moment) {
        return new BrokerMoment(APPENDED - moment.nanos());
    }
}
