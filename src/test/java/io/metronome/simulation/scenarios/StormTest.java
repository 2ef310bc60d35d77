package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
    private static final int STORMS = Integer.getInteger("metronome.storms", 300);
    private static final long SEED = Long.getLong("metronome.seed", 1);
    private static final int TWICE = Integer.getInteger("metronome.storms.twice", 10);

    @Test
    void noStormBreaksAGuaranteeAndASeedTellsOneStory() {
        List<String> broken = LongStream.range(SEED, SEED + STORMS)
                .parallel()
                .mapToObj(StormTest::broken)
                .flatMap(List::stream)
                .toList();
        assertThat(broken).as("every line begins with its seed").isEmpty();
    }

    private static List<String> broken(long seed) {
        Storm.Result result = Storm.run(seed);
        List<String> broken = new ArrayList<>();
        if (!result.isKept()) {
            broken.add(result.toString());
        }
        if (seed % TWICE == 0) {
            broken.addAll(difference(result, Storm.run(seed)));
        }
        return broken;
    }

    private static List<String> difference(Storm.Result first, Storm.Result second) {
        if (first.hash().equals(second.hash())) {
            return List.of();
        }
        List<String> one = first.story().lines();
        List<String> other = second.story().lines();
        int at = 0;
        while (at < Math.min(one.size(), other.size()) && one.get(at).equals(other.get(at))) {
            at++;
        }
        return List.of("seed %d has two stories; event %d: %s, then %s"
                .formatted(first.seed(), at, line(one, at), line(other, at)));
    }

    private static String line(List<String> story, int at) {
        return at < story.size() ? story.get(at) : "the end";
    }
}
