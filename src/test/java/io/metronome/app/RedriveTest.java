package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.config.Settings;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many dead letters there are, redrive reads those that are asked for, and holds few of them at a time. */
class RedriveTest {
    private static final int LETTERS = 3_000;
    private static final int OF_A_TRANSACTION = 500;
    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");
    /* How far the clocks of workers may be behind. */
    private static final Duration SKEW = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final List<WeakReference<Object>> read = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private @Nullable Settings settings;
    private int mostHeld;

    @BeforeEach
    void configure() throws Exception {
        Path instances = Files.writeString(
                folder.resolve("instances.yaml"), "instances: [{id: 1, token: t, api-url: \"http://localhost\"}]\n");
        Path config = Files.writeString(folder.resolve("metronome.yaml"), """
                metronome:
                  kafka: {bootstrap-servers: "127.0.0.1:1", group-id: g}
                  topics: {commands: c, results: r, dead-letters: d, ledger: l, control: o}
                  instances: {file: '%s'}
                """.formatted(instances));
        settings = Stage.on(config).settings();
    }

    @Test
    void readsDeadLettersFromTheMomentThatIsAskedForAndCommandsFromTheOldestOfThem() {
        Instant since = FIRST.plusSeconds(2_000);
        Redrive redrive = redrive(since);
        assertThat(redrive.look().matching).isEqualTo(LETTERS - 2_000);
        assertThat(asked).containsExactly("d from " + since.minus(SKEW), "c from " + since.minus(SKEW));
    }

    @Test
    void readsAllWhereNoMomentIsAskedFor() {
        assertThat(redrive(null).look().matching).isEqualTo(LETTERS);
        assertThat(asked).containsExactly("d from " + Instant.EPOCH, "c from " + FIRST.minus(SKEW));
    }

    @Test
    void holdsNoDeadLetterThatItHasCounted() {
        assertThat(redrive(null).look().open()).isEqualTo(LETTERS);
        assertThat(mostHeld).as("dead letters on the heap").isLessThan(100);
    }

    @Test
    void holdsThoseOfOneTransactionWhileItPutsThemBack() {
        Redrive redrive = redrive(null);
        redrive.look();
        mostHeld = 0;
        List<Integer> done = new ArrayList<>();
        redrive.run(Rate.UNLIMITED, put -> {
            done.add(producer.history().size());
            producer.clear();
        });
        assertThat(done)
                .as("commands of each transaction")
                .hasSize(LETTERS / OF_A_TRANSACTION)
                .containsOnly(500);
        assertThat(mostHeld).as("dead letters on the heap").isLessThan(OF_A_TRANSACTION + 100);
    }

    private Redrive redrive(@Nullable Instant since) {
        return new Redrive(
                Objects.requireNonNull(settings),
                since,
                letter -> since == null || !letter.failedAt().isBefore(since),
                this::read,
                id -> producer);
    }

    /* A dead letter a second, from the moment on that is asked for. */
    private void read(String topic, Instant from, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        asked.add(topic + " from " + from);
        read.clear();
        for (int i = 0; topic.equals("d") && i < LETTERS; i++) {
            Instant at = FIRST.plusSeconds(i);
            if (!at.isBefore(from)) {
                taker.accept(letter(i, at));
            }
            if (i % 1_000 == 999) {
                countHeld();
            }
        }
    }

    private ConsumerRecord<byte[], byte[]> letter(int offset, Instant at) {
        byte[] value = ("letter " + offset).getBytes(UTF_8);
        read.add(new WeakReference<>(value));
        RecordHeaders headers = new RecordHeaders();
        headers.add("metronome-reason", "REJECTED".getBytes(UTF_8));
        headers.add("metronome-failed-at", at.toString().getBytes(UTF_8));
        return new ConsumerRecord<>(
                "d",
                0,
                offset,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                1,
                value.length,
                "1".getBytes(UTF_8),
                value,
                headers,
                Optional.empty());
    }

    private void countHeld() {
        System.gc();
        int held = (int) read.stream().filter(one -> one.get() != null).count();
        mostHeld = Math.max(mostHeld, held);
    }
}
