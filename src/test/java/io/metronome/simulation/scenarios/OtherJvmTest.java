package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A seed tells the same story in another JVM: a cold one, which draws identity hashes and the order of immutable sets
 * anew.
 */
@ExtendWith(SilentLogs.class)
class OtherJvmTest {
    private static final int FIRST = 1;
    private static final int LAST = Integer.getInteger("metronome.storms.elsewhere", 20);

    @Test
    void aColdJvmTellsTheSameStories() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=4",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StormStory.class.getName(),
                        "hashes",
                        String.valueOf(FIRST),
                        String.valueOf(LAST))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> here = LongStream.rangeClosed(FIRST, LAST)
                .mapToObj(seed -> seed + " " + Storm.run(seed).hash())
                .toList();
        try (InputStream told = other.getInputStream()) {
            assertThat(new String(told.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyElementsOf(here);
        }
        assertThat(other.waitFor()).isZero();
    }
}
