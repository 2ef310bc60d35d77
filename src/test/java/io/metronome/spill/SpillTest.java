package io.metronome.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpillTest {
    private static final long MB = 1 << 20;
    private static final long SEED = 20_261_128;

    private final MemoryStore store = new MemoryStore();
    private long nanos;
    private final Spill spill = new Spill(store, 8 * MB, () -> nanos, Runnable::run);

    @Test
    void whatIsPutIsReadAsItWasWhateverElseComesAndGoes() {
        Random random = new Random(SEED);
        SpillPart part = spill.part();
        Map<Integer, byte[]> kept = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            if (kept.size() > 500 || (!kept.isEmpty() && random.nextInt(3) == 0)) {
                int place = kept.keySet().iterator().next();
                assertThat(part.slot(place).read()).as("seed %d", SEED).isEqualTo(kept.remove(place));
                part.free(place);
            } else {
                byte[] bytes = bytes(random, random.nextInt(20) == 0 ? 60_000 : 600);
                int place = part.put(bytes);
                if (place != Spill.NOT_KEPT) {
                    assertThat(kept.put(place, bytes))
                            .as("what was at place %d", place)
                            .isNull();
                }
            }
        }
        kept.forEach((place, bytes) -> assertThat(part.slot(place).read()).isEqualTo(bytes));
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void aQuarterOfTheStoreIsEmptyAtMost() {
        SpillPart part = spill.part();
        Random random = new Random(SEED);
        long put = 0;
        while (true) {
            byte[] bytes = bytes(random, 1_000);
            if (part.put(bytes) == Spill.NOT_KEPT) {
                break;
            }
            put += bytes.length;
        }
        assertThat(put).isGreaterThan(6 * MB);
        assertThat(spill.usedBytes()).isEqualTo(8 * MB);
    }

    @Test
    void roomOfOnePartIsAnothersAfterItsEnd() {
        SpillPart first = spill.part();
        while (first.put(new byte[100_000]) != Spill.NOT_KEPT) {}
        SpillPart second = spill.part();
        assertThat(second.put(new byte[10])).isEqualTo(Spill.NOT_KEPT);
        first.close();
        assertThat(spill.usedBytes()).isZero();
        assertThat(second.put(new byte[10])).isNotEqualTo(Spill.NOT_KEPT);
    }

    @Test
    void aPartThatHasEndedReadsNothingOfOthers() {
        SpillPart first = spill.part();
        int place = first.put(new byte[10]);
        first.close();
        SpillPart second = spill.part();
        assertThat(second.put(new byte[10])).isEqualTo(place);
        assertThatIllegalStateException().isThrownBy(() -> first.slot(place).read());
        first.free(place);
        assertThat(second.slot(place).read()).hasSize(10);
        assertThat(first.put(new byte[10])).isEqualTo(Spill.NOT_KEPT);
    }

    @Test
    void whatIsLargerThanAllSlotsIsNotKept() {
        assertThat(spill.part().put(new byte[(int) MB])).isEqualTo(Spill.NOT_KEPT);
        assertThat(spill.part().put(new byte[Chunk.BYTES - 8])).isNotEqualTo(Spill.NOT_KEPT);
    }

    @Test
    void aFullDiskIsTriedAgainAfterAMinute() {
        SpillPart part = spill.part();
        store.isFull = true;
        assertThat(part.put(new byte[10])).isEqualTo(Spill.NOT_KEPT);
        store.isFull = false;
        assertThat(part.put(new byte[10])).isEqualTo(Spill.NOT_KEPT);
        nanos += Duration.ofSeconds(60).toNanos();
        assertThat(part.put(new byte[10])).isNotEqualTo(Spill.NOT_KEPT);
    }

    @Test
    void bytesThatWereChangedAreNotRead() {
        SpillPart part = spill.part();
        int place = part.put(new byte[100]);
        store.bytes[place * Chunk.UNIT + 50]++;
        assertThatThrownBy(() -> part.slot(place).read())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the commands are in the ledger");
        store.bytes = new byte[store.bytes.length];
        assertThatThrownBy(() -> part.slot(place).read()).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theStoreIsClearedWhenNothingIsInIt() {
        SpillPart part = spill.part();
        int place = part.put(new byte[100]);
        part.free(place);
        assertThat(store.clears).isOne();
        assertThat(spill.usedBytes()).isZero();
    }

    @Test
    void aSpillWithoutAStoreKeepsNothing() {
        assertThat(Spill.none().part().put(new byte[1])).isEqualTo(Spill.NOT_KEPT);
    }
}
