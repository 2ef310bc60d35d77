package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Hundreds of storms: {@code -Dmetronome.storms=N} says how many, {@code -Dmetronome.seed=N} from which seed. One in
 * ten is run twice, and the first ones also in a cold JVM, which draws identity hashes and the order of immutable sets
 * anew: each seed must tell the same story every time.
 */
@ExtendWith(SilentLogs.class)
class StormTest {
    private static final int STORMS = Integer.getInteger("metronome.storms", 200);
    private static final long SEED = Long.getLong("metronome.seed", 1);
    private static final int TWICE = Integer.getInteger("metronome.storms.twice", 10);
    private static final int ELSEWHERE = Integer.getInteger("metronome.storms.elsewhere", 10);

    /** The part of a storm's result that is kept: its story is long. */
    private record Ran(
            long seed,
            String hash,
            @Nullable String broken,
            @Nullable String different) {}

    private static List<Ran> ran = List.of();
    private static List<String> elsewhere = List.of();

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=4",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StormStory.class.getName(),
                        "hashes",
                        String.valueOf(SEED),
                        String.valueOf(SEED + ELSEWHERE - 1))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ran = LongStream.range(SEED, SEED + STORMS)
                .parallel()
                .mapToObj(StormTest::run)
                .toList();
        try (InputStream told = other.getInputStream()) {
            elsewhere = new String(told.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(other.waitFor()).as("exit code of the other JVM").isZero();
    }

    @Test
    void noStormBreaksAGuarantee() {
        assertThat(ran.stream().map(Ran::broken).filter(broken -> broken != null))
                .as("every line begins with its seed")
                .isEmpty();
    }

    @Test
    void aSeedTellsOneStory() {
        assertThat(ran.stream().map(Ran::different).filter(different -> different != null))
                .as("seeds whose two runs differ")
                .isEmpty();
    }

    @Test
    void aColdJvmTellsTheSameStories() {
        assertThat(elsewhere)
                .hasSize(ELSEWHERE)
                .isEqualTo(ran.stream()
                        .limit(ELSEWHERE)
                        .map(one -> one.seed() + " " + one.hash())
                        .toList());
    }

    private static Ran run(long seed) {
        Storm.Result result = Storm.run(seed);
        String broken = result.isKept() ? null : result.toString();
        String different = seed % TWICE == 0 ? difference(result, Storm.run(seed)) : null;
        return new Ran(seed, result.hash(), broken, different);
    }

    private static @Nullable String difference(Storm.Result first, Storm.Result second) {
        if (first.hash().equals(second.hash())) {
            return null;
        }
        List<String> one = first.story().lines();
        List<String> other = second.story().lines();
        int at = 0;
        while (at < Math.min(one.size(), other.size()) && one.get(at).equals(other.get(at))) {
            at++;
        }
        return "seed %d, event %d: %s, then %s".formatted(first.seed(), at, line(one, at), line(other, at));
    }

    private static String line(List<String> story, int at) {
        return at < story.size() ? story.get(at) : "the end";
    }
}
