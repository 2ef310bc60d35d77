package io.metronome.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeapTest {
    private static final int OPERATIONS = 20_000;

    private static final class Node extends Heap.Node {}

    private final Heap<Node> heap = new Heap<>();

    static LongStream seeds() {
        return new Random().longs(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void doesWhatASortedMapWouldDo(long seed) {
        Random random = new Random(seed);
        IdentityHashMap<Node, Long> model = new IdentityHashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            nodes.add(new Node());
        }
        for (int i = 0; i < OPERATIONS; i++) {
            Node node = nodes.get(random.nextInt(nodes.size()));
            if (random.nextInt(3) == 0) {
                heap.remove(node);
                model.remove(node);
            } else {
                long key = random.nextInt(50) == 0 ? Pace.NEVER : random.nextLong(300);
                heap.put(node, key);
                model.put(node, key);
            }
            assertThat(heap.size()).isEqualTo(model.size());
            assertThat(heap.holds(node)).isEqualTo(model.containsKey(node));
            assertThat(heap.firstKey())
                    .isEqualTo(
                            model.values().stream().mapToLong(key -> key).min().orElse(Pace.FAR));
            if (heap.size() > 0) {
                assertThat(model.get(heap.first())).isEqualTo(heap.firstKey());
            }
        }
    }

    @Test
    void anEmptyHeapHasNoFirst() {
        assertThat(heap.firstKey()).isEqualTo(Pace.FAR);
        assertThatIllegalStateException().isThrownBy(heap::first);
    }

    @Test
    void removingWhatAnotherHeapHoldsDoesNothing() {
        Node node = new Node();
        heap.put(node, 1);
        new Heap<Node>().remove(node);
        assertThat(heap.first()).isSameAs(node);
    }

    @Test
    void aNodeThatIsPutIntoAnotherHeapLeavesTheFirst() {
        Heap<Node> other = new Heap<>();
        Node moved = new Node();
        Node stays = new Node();
        heap.put(moved, 1);
        heap.put(stays, 2);
        other.put(moved, 3);
        assertThat(heap.size()).isEqualTo(1);
        assertThat(heap.first()).isSameAs(stays);
        assertThat(other.first()).isSameAs(moved);
    }
}
