package io.metronome.dispatch.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentIdsTest {
    private static final long WINDOW = 600_000;

    private final SentIds ids = new SentIds(WINDOW);

    private record Sent(long offset, long at) {}

    static LongStream seeds() {
        return new Random().longs(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void knowsEveryIdOfTheWindowAndForgetsItSoonAfter(long seed) {
        Random random = new Random(seed);
        Map<Long, Sent> model = new HashMap<>();
        long now = 1_000_000;
        for (int offset = 0; offset < 20_000; offset++) {
            now += random.nextInt(2_000);
            long hash = 1L + random.nextInt(2_000);
            Sent sent = model.get(hash);
            OptionalLong found = ids.find(hash, now);
            if (sent == null || sent.at() + WINDOW + WINDOW / 10 < now) {
                assertThat(found).isEmpty();
            } else if (sent.at() + WINDOW >= now) {
                assertThat(found).hasValue(sent.offset());
            }
            ids.sent(hash, offset, now);
            model.put(hash, new Sent(offset, now));
        }
    }

    @Test
    void aPendingIdIsTakenUntilItsCommandEndsWithoutACall() {
        ids.pending(new SampleCommand(42, 1).named(7));
        assertThat(ids.find(7, 0)).hasValue(42);
        ids.free(7);
        assertThat(ids.find(7, 0)).isEmpty();
    }

    @Test
    void anIdThatWasSentStaysTakenForTheWindow() {
        ids.pending(new SampleCommand(42, 1).named(7));
        ids.sent(7, 42, 1_000);
        assertThat(ids.find(7, 1_000 + WINDOW)).hasValue(42);
        assertThat(ids.find(7, 1_000 + 2 * WINDOW)).isEmpty();
    }

    @Test
    void idsOfAFormerOwnerCountFromTheirOwnTime() {
        ids.restored(new long[] {7, 42, 8, 43}, 1_000);
        ids.restored(new long[] {9, 44}, 1_000 + WINDOW);
        assertThat(ids.find(7, 2_000)).hasValue(42);
        assertThat(ids.find(8, 2_000)).hasValue(43);
        assertThat(ids.find(8, 1_000 + 2 * WINDOW)).isEmpty();
        assertThat(ids.find(9, 1_000 + 2 * WINDOW)).hasValue(44);
    }

    @Test
    void theSameIdOfAnotherInstanceIsAnother() {
        assertThat(SentIds.hash("1", "a")).isNotEqualTo(SentIds.hash("2", "a"));
        assertThat(SentIds.hash("1", "2a")).isNotEqualTo(SentIds.hash("12", "a"));
        assertThat(SentIds.hash("1", "a")).isEqualTo(SentIds.hash("1", "a")).isNotEqualTo(SentIds.NONE);
    }
}
