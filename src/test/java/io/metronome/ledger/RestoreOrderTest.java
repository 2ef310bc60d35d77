package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RestoreOrderTest {
    private static final long[] SIZES = {900, 20, 300, 20};

    private final RestoreOrder order = new RestoreOrder();
    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> restored = new ArrayList<>();

    @Test
    void theSmallestLedgerGoesFirstAndOfEqualsTheOneThatCameFirst() {
        add(0, 1, 2, 3);
        next(4);
        assertThat(restored).containsExactly(1, 3, 2, 0);
        assertThat(asked).as("each once").containsExactly(0, 1, 2, 3);
    }

    @Test
    void aSmallOneThatComesLaterGoesBeforeALargeOneThatWaits() {
        add(2, 0);
        next(1);
        add(1);
        next(2);
        assertThat(restored).containsExactly(2, 1, 0);
    }

    @Test
    void noSizeIsAskedWhereOneWaits() {
        add(0);
        next(1);
        assertThat(restored).containsExactly(0);
        assertThat(asked).isEmpty();
    }

    @Test
    void aReaderThatComesLateFindsNothing() {
        add(1);
        next(2);
        assertThat(restored).containsExactly(1);
    }

    @Test
    void whoeverAddsDoesNotWaitForASize() {
        add(0, 2);
        order.next(partition -> {
            if (partition == 0) {
                add(1);
            }
            return size(partition);
        });
        next(2);
        assertThat(restored).as("2 was taken before").containsExactly(1, 0);
    }

    private void add(int... partitions) {
        for (int partition : partitions) {
            Mono.<Restoration.RestoredState>create(sink -> order.add(new RestoreReader.RestoreTask(
                            partition, () -> true, new RestoreRoom().share((bytes, mustGoOn) -> true), sink)))
                    .subscribe();
        }
    }

    private long size(int partition) {
        asked.add(partition);
        return SIZES[partition];
    }

    private void next(int times) {
        for (int time = 0; time < times; time++) {
            order.next(this::size).ifPresent(task -> restored.add(task.partition()));
        }
    }
}
