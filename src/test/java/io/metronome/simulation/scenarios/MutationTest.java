package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.metronome.simulation.faults.Mutations;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The storms show it if a mechanism is missing: each is taken away, and one of its guarantees has to be broken. The
 * search begins at the seed that broke one when this was written, and goes on from 1 when it does not any more.
 */
@ExtendWith(SilentLogs.class)
class MutationTest {
    private static final int WITHIN = 1_000;

    /** Each mutation with a seed that shows it, and the guarantees that it can break. */
    static Stream<Arguments> mutations() {
        return Stream.of(
                mutation("no stable read", 70, "EveryCommandAnsweredOnce", "LedgerLeftEmpty", "RestoredInTime"),
                mutation("records before offsets", 8, "RestoredInTime"),
                mutation(
                        "ledger written outside the transaction",
                        82,
                        "EveryCommandAnsweredOnce",
                        "LedgerLeftEmpty",
                        "RepeatsExplained"),
                mutation("no lease", 3, "NoCallWithoutLease", "GapKeptAtTheApi"),
                mutation("lease asked once", 11, "NoCallWithoutLease", "NothingSentAfterExpiry", "GapKeptAtTheApi"),
                mutation("lease from the end", 34, "NoCallWithoutLease", "GapKeptAtTheApi"),
                mutation("empty renewal", 1, "NoCallWithoutLease", "GapKeptAtTheApi"),
                mutation("no taker's wait", 73, "GapKeptAtTheApi", "OrderPerInstanceAndPriority"),
                mutation("fresh metadata with old ownership", 8, "EveryCommandAnsweredOnce", "LedgerLeftEmpty"),
                mutation("floor not written", 65, "GapKeptAtTheApi"),
                mutation("pace not persisted", 1, "GapKeptAtTheApi"),
                mutation("change of a delay not written", 335, "GapKeptAtTheApi"),
                mutation("intent not written", 24, "RepeatsExplained"),
                mutation("sent ids not written", 31, "AcceptedOncePerId"),
                mutation(
                        "tombstones not written", 1, "EveryCommandAnsweredOnce", "LedgerLeftEmpty", "RepeatsExplained"),
                mutation(
                        "an end is not written into its block's ends",
                        1,
                        "EveryCommandAnsweredOnce",
                        "EachCommandInOnePlace",
                        "RepeatsExplained"),
                mutation("counts of calls not written", 12, "CapKept"),
                mutation("hours not kept", 5, "NothingOutsideHours"),
                mutation("jitter not kept", 5, "JitterKept"),
                mutation("purge as an event", 25, "ControlObeyed"),
                mutation("turns before control is read", 14, "ControlObeyed"),
                mutation("cancels of the unread dropped", 69, "ControlObeyed"));
    }

    private static Arguments mutation(String name, long seed, String... guarantees) {
        return arguments(name, seed, List.of(guarantees));
    }

    @ParameterizedTest(name = "{0}: seed {1} breaks one of {2}")
    @MethodSource("mutations")
    void isNoticed(String mutation, long known, List<String> guarantees) {
        if (!isBroken(Storm.run(known, mutation), guarantees)) {
            OptionalLong other = LongStream.rangeClosed(1, WITHIN)
                    .parallel()
                    .filter(seed -> isBroken(Storm.run(seed, mutation), guarantees))
                    .findFirst();
            assertThat(other)
                    .as("a seed up to %d at which '%s' breaks one of %s", WITHIN, mutation, guarantees)
                    .isPresent();
            System.out.printf("MutationTest: '%s' is noticed by seed %d now%n", mutation, other.orElseThrow());
        }
    }

    private static boolean isBroken(Storm.Result result, List<String> guarantees) {
        return result.breaches().stream()
                .anyMatch(breach -> guarantees.stream().anyMatch(name -> breach.contains(": " + name + ": ")));
    }

    @Test
    void everyMutationIsTried() {
        assertThat(mutations().map(one -> (String) one.get()[0]))
                .containsExactlyInAnyOrderElementsOf(Mutations.names());
    }
}
