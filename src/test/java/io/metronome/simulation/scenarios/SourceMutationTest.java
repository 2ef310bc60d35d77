package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.metronome.simulation.faults.MutatedClasses;
import io.metronome.simulation.faults.SourceMutation;
import java.lang.reflect.Method;
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
 * The storms show faults that metronome once had: each is put back into its source, and one of its guarantees has to be
 * broken. The search begins at the seed that broke one when this was written, and goes on from 1 when it does not any
 * more.
 */
@ExtendWith(SilentLogs.class)
class SourceMutationTest {
    private static final int WITHIN = Integer.getInteger("metronome.mutation.seeds", 1_000);

    /** Each fault with a seed that shows it, and the guarantees that it can break. */
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("moments of a lost partition are kept", 11, "EveryLaneInOnePlace"),
                fault("an Error ends a checkpoint without a word", 12, "ErrorsEndTheProcess"),
                fault("a departure stays in the ledger when its gap has passed", 4, "NothingLeftBehind"),
                fault("moments of a partition that was lost without a hand-over are kept", 14, "EveryLaneInOnePlace"),
                fault("a setSettings makes an unknown delay known", 817, "GapKeptAtTheApi"),
                fault("the first failure to read a delay is taken for the last", 18, "GapKeptAtTheApi"),
                fault("an expiry that passes during a call is forgotten", 79, "EveryCommandAnsweredOnce"),
                fault("nobody asks about an instance that comes back into the file", 1, "EveryCommandAnsweredOnce"),
                fault(
                        "the place of a body is given away while its command waits",
                        2,
                        "NoWorkerFailed",
                        "EveryCommandAnsweredOnce"),
                fault("no refusal is the fault of the record", 1, "EveryCommandAnsweredOnce"),
                fault("the dispatcher turns only when something happens", 50, "LoopsBeat"),
                fault("a setSettings of an instance that the file has lost asks for no delay", 28, "GapKeptAtTheApi"),
                fault("an Error on the dispatcher's thread is swallowed", 28, "ErrorsEndTheProcess"),
                fault("a restore that found no room never reads on", 17, "EveryCommandAnsweredOnce"),
                fault("a restore waits for a former owner's transaction without end", 80, "LoopsBeat"),
                fault("a command is kept without its value", 6, "EachCommandInOnePlace"),
                fault(
                        "a block is forgotten while a command in it waits",
                        1,
                        "EveryCommandAnsweredOnce",
                        "EachCommandInOnePlace"));
    }

    private static Arguments fault(String name, long seed, String... guarantees) {
        SourceMutation mutation =
                SourceMutation.named(name).orElseThrow(() -> new AssertionError("no mutation is called " + name));
        return arguments(mutation, seed, List.of(guarantees));
    }

    @ParameterizedTest(name = "{0}: seed {1} breaks one of {2}")
    @MethodSource("faults")
    void isNoticed(SourceMutation mutation, long known, List<String> guarantees) throws ReflectiveOperationException {
        Method run = MutatedClasses.with(mutation)
                .loadClass(Storm.class.getName())
                .getDeclaredMethod("breaches", long.class);
        run.setAccessible(true);
        if (!isBroken(run, known, guarantees)) {
            OptionalLong other = LongStream.rangeClosed(1, WITHIN)
                    .parallel()
                    .filter(seed -> isBroken(run, seed, guarantees))
                    .findFirst();
            assertThat(other)
                    .as("a seed up to %d at which '%s' breaks one of %s", WITHIN, mutation, guarantees)
                    .isPresent();
            System.out.printf("SourceMutationTest: '%s' is noticed by seed %d now%n", mutation, other.orElseThrow());
        }
    }

    private static boolean isBroken(Method run, long seed, List<String> guarantees) {
        try {
            return ((List<?>) run.invoke(null, seed))
                    .stream()
                            .map(String::valueOf)
                            .anyMatch(breach ->
                                    guarantees.stream().anyMatch(name -> breach.contains(": " + name + ": ")));
        } catch (ReflectiveOperationException unforeseen) {
            throw new LinkageError("seed " + seed, unforeseen);
        }
    }

    @Test
    void everyFaultIsTried() {
        assertThat(faults().map(one -> (SourceMutation) one.get()[0]))
                .containsExactlyInAnyOrderElementsOf(SourceMutation.ALL);
    }
}
