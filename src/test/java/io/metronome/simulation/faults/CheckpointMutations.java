package io.metronome.simulation.faults;

import io.metronome.ledger.BlockChanges;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.MonotonicMoment;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.RecordedDelay;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.worker.Mutation;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Checkpoints from which something is missing. */
public final class CheckpointMutations {
    private CheckpointMutations() {}

    static Mutation changed(UnaryOperator<PartitionCheckpoint> change) {
        return changed((section, host) -> change.apply(section));
    }

    static Mutation changed(BiFunction<PartitionCheckpoint, SimulatedHost, PartitionCheckpoint> change) {
        return new Mutation() {
            @Override
            public Mono<CommittedCheckpoint> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
                return real.save(new Checkpoint(checkpoint.sections().stream()
                        .map(section -> change.apply(section, host))
                        .toList()));
            }
        };
    }

    static boolean saysNothing(PartitionCheckpoint section) {
        return section.header() == null
                && section.replies().isEmpty()
                && section.waiting().isEmpty()
                && section.ended().length == 0
                && section.blocks().added().isEmpty()
                && section.blocks().ends().isEmpty()
                && section.blocks().gone().isEmpty()
                && section.paces().isEmpty()
                && section.conditions().isEmpty();
    }

    static PartitionCheckpoint withoutFloor(PartitionCheckpoint section) {
        PartitionCheckpoint.HeaderState header = section.header() == null
                ? null
                : new PartitionCheckpoint.HeaderState(section.header().clean(), new PartitionCheckpoint.Floor.None());
        return new PartitionCheckpoint(
                section.partition(),
                section.ownership(),
                section.position(),
                header,
                section.waiting(),
                section.ended(),
                section.blocks(),
                section.paces(),
                section.conditions(),
                section.sentIds(),
                section.replies());
    }

    static PartitionCheckpoint withoutPaces(PartitionCheckpoint section) {
        return with(section, section.waiting(), section.ended(), section.blocks(), section.sentIds(), List.of());
    }

    /** The next owner relies on each delay that the ledger knows, whatever a setSettings does to it. */
    static PartitionCheckpoint withoutDoubts(PartitionCheckpoint section, SimulatedHost host) {
        List<InstanceCondition<MonotonicMoment>> unchanging = section.conditions().stream()
                .map(one -> new InstanceCondition<>(one.instance(), one.hold(), one.limits(), null, one.counted()))
                .toList();
        List<PaceRecord> paces = section.paces().stream()
                .map(pace -> pace instanceof PaceRecord.Departed departed ? trusted(departed, host) : pace)
                .toList();
        return with(section, paces, unchanging);
    }

    /** The next owner does not know how many calls of a day count. */
    static PartitionCheckpoint withoutCounts(PartitionCheckpoint section) {
        List<InstanceCondition<MonotonicMoment>> uncounted = section.conditions().stream()
                .map(one -> new InstanceCondition<>(one.instance(), one.hold(), one.limits(), one.settling()))
                .toList();
        return with(section, section.paces(), uncounted);
    }

    private static PaceRecord trusted(PaceRecord.Departed departed, SimulatedHost host) {
        OptionalInt known = departed.delay().ofDeparture();
        return departed.delay() instanceof RecordedDelay.DoubtedDelay<MonotonicMoment> && known.isPresent()
                ? new PaceRecord.Departed(
                        departed.instance(),
                        departed.at(),
                        new RecordedDelay.DatedDelay<>(known.getAsInt(), new MonotonicMoment(host.nanos())),
                        departed.typingMillis())
                : departed;
    }

    static PartitionCheckpoint withoutIntents(PartitionCheckpoint section) {
        BlockChanges real = section.blocks();
        List<BlockChanges.CommandBlock> added = real.added().stream()
                .map(block -> new BlockChanges.CommandBlock(block.number(), withoutIntents(block.commands())))
                .toList();
        BlockChanges blocks = new BlockChanges(added, real.ends(), real.gone(), real.areLeft(), real.split());
        return with(
                section,
                withoutIntents(section.waiting()),
                section.ended(),
                blocks,
                section.sentIds(),
                section.paces());
    }

    private static List<PendingCommandRecord> withoutIntents(List<PendingCommandRecord> commands) {
        return commands.stream()
                .map(one -> new PendingCommandRecord(
                        one.commandRecord(),
                        one.receivedAt(),
                        one.attempts(),
                        one.failures(),
                        one.retryAt(),
                        one.unknown(),
                        false))
                .toList();
    }

    static PartitionCheckpoint withoutSentIds(PartitionCheckpoint section) {
        return with(section, section.waiting(), section.ended(), section.blocks(), new long[0], section.paces());
    }

    static PartitionCheckpoint withoutTombstones(PartitionCheckpoint section) {
        return with(section, section.waiting(), new long[0], section.blocks(), section.sentIds(), section.paces());
    }

    /** An end is not written into the ends of its block. */
    static PartitionCheckpoint withoutEndsInBlocks(PartitionCheckpoint section) {
        BlockChanges real = section.blocks();
        BlockChanges endless = new BlockChanges(real.added(), List.of(), real.gone(), real.areLeft(), real.split());
        return with(section, section.waiting(), section.ended(), endless, section.sentIds(), section.paces());
    }

    private static PartitionCheckpoint with(
            PartitionCheckpoint section, List<PaceRecord> paces, List<InstanceCondition<MonotonicMoment>> conditions) {
        return new PartitionCheckpoint(
                section.partition(),
                section.ownership(),
                section.position(),
                section.header(),
                section.waiting(),
                section.ended(),
                section.blocks(),
                paces,
                conditions,
                section.sentIds(),
                section.replies());
    }

    private static PartitionCheckpoint with(
            PartitionCheckpoint section,
            List<PendingCommandRecord> waiting,
            long[] ended,
            BlockChanges blocks,
            long[] sentIds,
            List<PaceRecord> paces) {
        return new PartitionCheckpoint(
                section.partition(),
                section.ownership(),
                section.position(),
                section.header(),
                waiting,
                ended,
                blocks,
                paces,
                section.conditions(),
                sentIds,
                section.replies());
    }
}
