package io.metronome.app;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.config.Settings;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka again and again at the start, until it answers, and says so once a minute. One thread. */
final class KafkaWait {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWait.class);
    private static final int BETWEEN_SECONDS = 2;

    private final int port;
    private final Consumer<String> waitsFor;
    private final LongSupplier now;
    private final PauseBetween pause;
    private String what = "the worker looks for Kafka";
    private @Nullable Long toldAt;

    /** A question to Kafka. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws StartException, InterruptedException;
    }

    /** Lets so many seconds go by. */
    @FunctionalInterface
    interface PauseBetween {
        void await(int seconds) throws InterruptedException;
    }

    /**
     * @param port where the pages are, for people
     * @param waitsFor told what the worker waits for, again before each question
     */
    KafkaWait(int port, Consumer<String> waitsFor) {
        this(port, waitsFor, System::nanoTime, KafkaWait::await);
    }

    /** @param now monotonic nanoseconds */
    KafkaWait(int port, Consumer<String> waitsFor, LongSupplier now, PauseBetween pause) {
        this.port = port;
        this.waitsFor = waitsFor;
        this.now = now;
        this.pause = pause;
    }

    /* Nothing counts it down: this is a pause that an interrupt ends. */
    private static void await(int seconds) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(seconds, SECONDS);
    }

    /** An admin client whose cluster has answered. */
    Admin admin(Settings settings) throws StartException, InterruptedException {
        return answered(() -> Clients.admin(settings.kafka()));
    }

    /** Looks at the cluster as the start needs it. */
    StartupCheck survey(Admin admin, Settings settings) throws StartException, InterruptedException {
        return answered(() -> StartupCheck.survey(admin, settings));
    }

    /** The answer to that question, which is asked until Kafka is there. */
    <T> T answered(Question<T> question) throws StartException, InterruptedException {
        while (true) {
            waitsFor.accept(what);
            try {
                return question.ask();
            } catch (KafkaAwayException away) {
                tell(away);
                pause.await(BETWEEN_SECONDS);
            }
        }
    }

    private void tell(KafkaAwayException away) {
        what = "the worker waits for Kafka: " + away.getMessage();
        waitsFor.accept(what);
        long at = now.getAsLong();
        if (toldAt == null || at - toldAt >= MINUTES.toNanos(1)) {
            toldAt = at;
            LOG.warn(
                    "The worker waits for Kafka, and asks every few seconds; its pages are on port {}: {}",
                    port,
                    away.getMessage());
        }
    }
}
