package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.simulation.scenarios.SilentLogs;
import io.metronome.simulation.scenarios.Storm;
import io.metronome.simulation.worker.Mutation;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thousands of storms, or as many as {@code -Dmetronome.storms} says, from the seed {@code -Dmetronome.seed}. */
@ExtendWith(SilentLogs.class)
class StormTest {
    private static final int STORMS = Integer.getInteger("metronome.storms", 3_000);
    private static final long SEED = Long.getLong("metronome.seed", 1);

    @Test
    void noStormBreaksAGuarantee() {
        List<String> breaches = LongStream.range(SEED, SEED + STORMS)
                .parallel()
                .boxed()
                .flatMap(seed -> Storm.breaches(seed, Mutation.NONE).stream())
                .toList();
        assertThat(breaches).as("every line begins with its seed").isEmpty();
    }
}
