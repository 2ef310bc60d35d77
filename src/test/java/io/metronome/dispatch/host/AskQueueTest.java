package io.metronome.dispatch.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskQueueTest {
    private final AskQueue<String> queue = new AskQueue<>();

    @Test
    void asksForThoseFirstWhoseCommandsWaitForIt() {
        queue.add("idle", false);
        queue.add("waits", true);
        queue.add("idle, too", false);
        queue.add("waits, too", true);
        List<String> asked = new ArrayList<>();
        while (!queue.isEmpty()) {
            asked.add(queue.next());
        }
        assertThat(asked).containsExactly("waits", "waits, too", "idle", "idle, too");
    }
}
