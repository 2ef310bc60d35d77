package io.metronome.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.spill.Spill;
import io.metronome.spill.SpillFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that count against the bound are those that the heap holds: not fewer, and not many more. */
class CountedMemoryTest {
    private static final int INSTANCES = 200;
    private static final int COMMANDS = 4_000;
    private static final int MANY = 20_000;
    /** In bytes: what the loop's own lists and maps grow by. */
    private static final long LOOP = 150_000;

    private static final String UUID = "\"commandId\":\"0f8fad5b-d9cb-469f-a165-%012d\",";
    private static final Duration DAY = Duration.ofDays(1);

    private final MeasuredPipeline pipeline = new MeasuredPipeline(Spill.none());

    @Test
    void commandsOfTwoHundredBytes() {
        pipeline.live();
        assertCounted("small", () -> pipeline.read(COMMANDS, INSTANCES, "", 100));
    }

    @Test
    void commandsThatWaitForACheckpointToBeCutAndAfterIt() {
        pipeline.live();
        assertCounted("saved", () -> {
            pipeline.read(COMMANDS, INSTANCES, "", 100);
            pipeline.advance(Duration.ofSeconds(1));
        });
    }

    @Test
    void commandsWhoseBodiesAreInTheSpill(@TempDir Path directory) throws IOException {
        try (SpillFile file = SpillFile.in(directory)) {
            MeasuredPipeline spilling = new MeasuredPipeline(new Spill(file, 1 << 30, () -> 0, Runnable::run));
            spilling.live();
            long before = spilling.heap() - spilling.counted();
            spilling.read(MANY, 10, UUID, 200);
            spilling.advance(Duration.ofSeconds(1));
            long real = spilling.heap() - before;
            assertThat(real).as("bytes of %d commands", MANY).isLessThan(170L * MANY);
            assertThat(spilling.counted()).isBetween(real - LOOP, real + real * 15 / 100);
            spilling.lose();
            assertThat(spilling.heap() - before).isLessThan(LOOP);
        }
    }

    @Test
    void idsOfProducers() {
        pipeline.live();
        assertCounted("ids", () -> pipeline.read(COMMANDS, INSTANCES, UUID, 100));
    }

    @Test
    void momentsThatCommandsWaitFor() {
        pipeline.live();
        String moments = UUID + "\"notBefore\":\"" + pipeline.at(DAY) + "\",\"expiresAt\":\""
                + pipeline.at(DAY.plusHours(1)) + "\",";
        assertCounted("moments", () -> pipeline.read(COMMANDS, INSTANCES, moments, 100));
    }

    @Test
    void headers() {
        pipeline.live();
        pipeline.headers(4);
        assertCounted("headers", () -> pipeline.read(COMMANDS, INSTANCES, UUID, 100));
    }

    @Test
    void largeBodies() {
        pipeline.live();
        assertCounted("large", () -> pipeline.read(500, 20, UUID, 40_000));
    }

    @Test
    void instancesWithOneCommandEach() {
        pipeline.live();
        assertCounted("instances", () -> pipeline.read(2_000, 2_000, UUID, 100));
    }

    @Test
    void commandsThatAFormerOwnerHadRead() {
        String moments = UUID + "\"expiresAt\":\"" + pipeline.at(DAY) + "\",";
        assertCounted("restored", () -> pipeline.restored(COMMANDS, INSTANCES, moments, 100));
    }

    @Test
    void endsThatWaitForACheckpoint() {
        pipeline.live();
        pipeline.holdCheckpoints();
        String moments = UUID + "\"expiresAt\":\"" + pipeline.at(Duration.ofSeconds(2)) + "\",";
        assertCounted("expired", COMMANDS, () -> {
            pipeline.read(COMMANDS, INSTANCES, moments, 100);
            pipeline.advance(Duration.ofSeconds(10));
            assertThat(pipeline.pending()).isZero();
        });
    }

    @Test
    void answersThatWaitForACheckpoint() {
        pipeline.answer(64 << 10);
        pipeline.live();
        pipeline.holdCheckpoints();
        assertCounted("answers", 300, () -> {
            pipeline.read(300, 300, UUID, 100);
            pipeline.advance(Duration.ofSeconds(2));
            assertThat(pipeline.pending()).isZero();
        });
    }

    @Test
    void refusalsThatWaitForACheckpoint() {
        pipeline.live();
        pipeline.holdCheckpoints();
        assertCounted("refused", COMMANDS, () -> pipeline.read(COMMANDS, INSTANCES, "\"priority\":\"none\",", 100));
    }

    @Test
    void nothingIsLeftOfCommandsThatExpiredBehindOneThatWaits() {
        pipeline.live();
        pipeline.read(INSTANCES, INSTANCES, UUID, 100);
        pipeline.advance(Duration.ofSeconds(1));
        long before = pipeline.heap();
        pipeline.read(COMMANDS, INSTANCES, "\"expiresAt\":\"" + pipeline.at(Duration.ofSeconds(2)) + "\",", 100);
        pipeline.advance(Duration.ofSeconds(20));
        assertThat(pipeline.pending()).isEqualTo(INSTANCES);
        assertThat(pipeline.heap() - before).isLessThan(LOOP + COMMANDS * EndedCommands.BYTES);
    }

    @Test
    void nothingIsLeftOfAPartitionThatIsLost() {
        pipeline.live();
        long before = pipeline.heap();
        pipeline.read(COMMANDS, INSTANCES, UUID, 100);
        pipeline.lose();
        assertThat(pipeline.counted()).isZero();
        assertThat(pipeline.heap() - before).isLessThan(LOOP);
    }

    private void assertCounted(String what, Runnable fill) {
        assertCounted(what, 0, fill);
    }

    /** @param ends how many commands end: how they ended is remembered for an hour, which has a bound of its own */
    private void assertCounted(String what, int ends, Runnable fill) {
        long before = pipeline.heap() - pipeline.counted();
        fill.run();
        long real = pipeline.heap() - before;
        long counted = pipeline.counted();
        assertThat(counted)
                .as("counted bytes of %s, where the heap has %,d", what, real)
                .isBetween(real - LOOP - (long) ends * EndedCommands.BYTES, real + real * 15 / 100);
    }
}
