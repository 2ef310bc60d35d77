package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopBeatsTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(3, LocalIoHandler.newFactory());
    private final LoopBeats beats = new LoopBeats(loops, System::nanoTime, Duration.ofMillis(5));
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void close() {
        hanging.countDown();
        var unused = loops.shutdownGracefully();
    }

    @Test
    void oneLoopThatHangsIsSeenThoughTheOthersTurn() {
        long start = System.nanoTime();
        await().until(() -> beats.oldestNanos() - start > 0);
        CountDownLatch began = new CountDownLatch(1);
        loops.next().execute(() -> {
            began.countDown();
            awaitQuietly(hanging);
        });
        awaitQuietly(began);
        long hangs = beats.oldestNanos();
        await().during(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(beats.oldestNanos() - hangs)
                        .as("nanoseconds since the last beat before it hung")
                        .isLessThan(Duration.ofMillis(100).toNanos()));
        long later = System.nanoTime();
        assertThat(beats.oldestNanos() - later).isNegative();
        hanging.countDown();
        await().until(() -> beats.oldestNanos() - later > 0);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
