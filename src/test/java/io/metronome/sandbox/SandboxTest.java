package io.metronome.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SandboxTest {

    @Test
    void endsWhenWhoeverStartedItIsGone() throws Exception {
        // It waits for input that never comes.
        Process parent = new ProcessBuilder("cat").start();
        CountDownLatch stopped = new CountDownLatch(1);
        Sandbox.whenGone(ProcessHandle.of(parent.pid()).orElseThrow(), stopped::countDown);
        assertThat(stopped.getCount()).isEqualTo(1);
        parent.destroy();
        await().until(() -> stopped.getCount() == 0);
    }
}
