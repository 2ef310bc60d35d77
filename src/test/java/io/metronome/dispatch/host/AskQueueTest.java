package io.metronome.dispatch.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AskQueueTest {
    private final AskQueue<String> queue = new AskQueue<>();

    @Test
    void thoseWhoseCommandsWaitForTheAnswerComeFirst() {
        queue.add("known", false);
        queue.add("unknown", true);
        queue.add("unknown too", true);
        assertThat(queue.next()).isEqualTo("unknown");
        assertThat(queue.next()).isEqualTo("unknown too");
        assertThat(queue.next()).isEqualTo("known");
        assertThat(queue.isEmpty()).isTrue();
    }
}
