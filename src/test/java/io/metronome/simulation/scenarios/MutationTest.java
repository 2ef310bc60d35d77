package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.metronome.simulation.faults.Mutations;
import io.metronome.simulation.scenarios.SilentLogs;
import io.metronome.simulation.scenarios.Storm;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The storms would show it if a mechanism were missing: each is taken away, and a guarantee has to notice. */
@ExtendWith(SilentLogs.class)
class MutationTest {
    private static final int WITHIN = 1_000;

    /** What was taken away, and which guarantees can notice. */
    static Stream<Arguments> mutations() {
        return Stream.of(
                arguments("no stable read", Set.of("EveryCommandAnsweredOnce", "LedgerLeftEmpty", "RestoredInTime")),
                arguments("records before offsets", Set.of("RestoredInTime")),
                arguments(
                        "ledger written outside the transaction",
                        Set.of("EveryCommandAnsweredOnce", "LedgerLeftEmpty", "RepeatsExplained")),
                arguments("no lease", Set.of("NoCallWithoutLease", "GapKeptAtTheApi")),
                arguments(
                        "lease asked once", Set.of("NoCallWithoutLease", "NothingSentAfterExpiry", "GapKeptAtTheApi")),
                arguments("lease from the end", Set.of("NoCallWithoutLease", "GapKeptAtTheApi")),
                arguments("empty renewal", Set.of("NoCallWithoutLease", "GapKeptAtTheApi")),
                arguments("no taker's wait", Set.of("GapKeptAtTheApi", "OrderPerInstanceAndPriority")),
                arguments("fresh metadata with old ownership", Set.of("EveryCommandAnsweredOnce", "LedgerLeftEmpty")),
                arguments("floor not written", Set.of("GapKeptAtTheApi")),
                arguments("pace not persisted", Set.of("GapKeptAtTheApi")),
                arguments("intent not written", Set.of("RepeatsExplained")),
                arguments("sent ids not written", Set.of("AcceptedOncePerId")),
                arguments(
                        "tombstones not written",
                        Set.of("EveryCommandAnsweredOnce", "LedgerLeftEmpty", "RepeatsExplained")));
    }

    @ParameterizedTest(name = "{0}: noticed by one of {1}")
    @MethodSource("mutations")
    void isNoticed(String mutation, Set<String> guarantees) {
        List<String> first = LongStream.rangeClosed(1, WITHIN)
                .mapToObj(seed -> Storm.breaches(seed, Mutations.named(mutation)))
                .filter(breaches -> !breaches.isEmpty())
                .findFirst()
                .orElse(List.of());
        assertThat(first)
                .as("what noticed that there was: %s", mutation)
                .anyMatch(breach -> guarantees.stream().anyMatch(name -> breach.contains(": " + name + ": ")));
    }

    @Test
    void everyMutationIsTried() {
        assertThat(mutations().map(one -> (String) one.get()[0]))
                .containsExactlyInAnyOrderElementsOf(Mutations.names());
    }
}
