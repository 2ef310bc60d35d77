package io.metronome.simulation.faults;

import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.Saved;
import io.metronome.ledger.Section;
import io.metronome.ledger.Waiting;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.worker.Mutation;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Checkpoints from which something is missing. */
final class CheckpointMutations {
    private CheckpointMutations() {}

    static Mutation changed(UnaryOperator<Section> change) {
        return new Mutation() {
            @Override
            Mono<Saved> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
                return real.save(new Checkpoint(
                        checkpoint.sections().stream().map(change).toList()));
            }
        };
    }

    static boolean saysNothing(Section section) {
        return section.mark() == null
                && section.replies().isEmpty()
                && section.waiting().isEmpty()
                && section.ended().length == 0
                && section.paces().isEmpty()
                && section.conditions().isEmpty();
    }

    static Section withoutFloor(Section section) {
        Section.Mark mark =
                section.mark() == null ? null : new Section.Mark(section.mark().clean(), new Section.Floor.None());
        return new Section(
                section.partition(),
                section.ownership(),
                section.position(),
                mark,
                section.waiting(),
                section.ended(),
                section.paces(),
                section.conditions(),
                section.sentIds(),
                section.replies());
    }

    static Section withoutPaces(Section section) {
        return with(section, section.waiting(), section.ended(), section.sentIds(), List.of());
    }

    static Section withoutIntents(Section section) {
        List<Waiting> waiting = section.waiting().stream()
                .map(one -> new Waiting(
                        one.letter(),
                        one.receivedAt(),
                        one.attempts(),
                        one.failures(),
                        one.retryAt(),
                        one.unknown(),
                        false))
                .toList();
        return with(section, waiting, section.ended(), section.sentIds(), section.paces());
    }

    static Section withoutSentIds(Section section) {
        return with(section, section.waiting(), section.ended(), new long[0], section.paces());
    }

    static Section withoutTombstones(Section section) {
        return with(section, section.waiting(), new long[0], section.sentIds(), section.paces());
    }

    private static Section with(
            Section section,
            List<Waiting> waiting,
            long[] ended,
            long[] sentIds,
            List<io.metronome.ledger.Departure> paces) {
        return new Section(
                section.partition(),
                section.ownership(),
                section.position(),
                section.mark(),
                waiting,
                ended,
                paces,
                section.conditions(),
                sentIds,
                section.replies());
    }
}
