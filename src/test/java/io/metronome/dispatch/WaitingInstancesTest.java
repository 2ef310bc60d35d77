package io.metronome.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Homes;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingInstancesTest {
    private static final Homes HOMES = new Homes(3);

    private final String onRefused = idAt(1);
    private final String busy = idAt(0);
    private final String idle = idAt(2);
    private final WaitingInstances waiting = new WaitingInstances(HOMES, Set.of(1), busy::equals);

    @Test
    void anInstanceOfAPartitionThatIsNotKnownMayHaveCommands() {
        assertThat(waiting.anyOf(List.of(onRefused))).isTrue();
        assertThat(waiting.anyOf(List.of(idle, onRefused))).isTrue();
    }

    @Test
    void anInstanceOfAnotherPartitionHasCommandsOnlyIfSomeWait() {
        assertThat(waiting.anyOf(List.of(idle))).isFalse();
        assertThat(waiting.anyOf(List.of(idle, busy))).isTrue();
        assertThat(waiting.anyOf(List.of())).isFalse();
    }

    private static String idAt(int home) {
        return IntStream.iterate(1_101_000_001, id -> id + 1)
                .mapToObj(Integer::toString)
                .filter(id -> HOMES.of(id) == home)
                .findFirst()
                .orElseThrow();
    }
}
