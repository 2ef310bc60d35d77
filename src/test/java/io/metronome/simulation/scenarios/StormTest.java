package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hundreds of storms: {@code -Dmetronome.storms=N} says how many, {@code -Dmetronome.seed=N} from which seed. One in ten is
 * run twice, and both runs must tell the same story.
 */
@ExtendWith(SilentLogs.class)
class StormTest {
    private static final int STORMS = Integer.getInteger("metronome.storms", 500);
    private static final long SEED = Long.getLong("metronome.seed", 1);
    private static final int TWICE = Integer.getInteger("metronome.storms.twice", 10);

    @Test
    void noStormBreaksAGuarantee() {
        List<Storm.Result> broken = LongStream.range(SEED, SEED + STORMS)
                .parallel()
                .mapToObj(Storm::run)
                .filter(result -> !result.isKept())
                .toList();
        assertThat(broken).as("every line begins with its seed").isEmpty();
    }

    @Test
    void aSeedTellsOneStory() {
        List<String> different = LongStream.range(SEED, SEED + STORMS)
                .filter(seed -> seed % TWICE == 0)
                .parallel()
                .boxed()
                .flatMap(seed -> difference(seed).stream())
                .toList();
        assertThat(different).as("seeds whose two runs differ").isEmpty();
    }

    private static List<String> difference(long seed) {
        Storm.Result first = Storm.run(seed);
        Storm.Result second = Storm.run(seed);
        if (first.hash().equals(second.hash())) {
            return List.of();
        }
        int at = 0;
        while (at < Math.min(first.story().size(), second.story().size())
                && first.story().get(at).equals(second.story().get(at))) {
            at++;
        }
        return List.of("seed %d, event %d: %s, then %s"
                .formatted(seed, at, line(first.story(), at), line(second.story(), at)));
    }

    private static String line(List<String> story, int at) {
        return at < story.size() ? story.get(at) : "the end";
    }
}
