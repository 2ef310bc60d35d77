package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Puts dead letters back on the commands topic, each once.
 *
 * <p>A command that is put back names the dead letter it was in a header. Another run finds these headers on the commands
 * topic and leaves those dead letters alone, whatever its filters are. Runs exclude each other by one transactional id:
 * a later one ends the transaction of the earlier before it looks. Dead letters are streamed; only their positions are
 * kept in memory.
 */
final class Redrive {
    /* How far the clocks of workers that write dead letters may be behind the clock of this process. */
    static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final int TRANSACTION = 500;
    private static final Pattern PLACE = Pattern.compile("(.+)-(\\d{1,9})-(\\d{1,18})");

    private final Settings settings;
    private final Instant from;
    private final Predicate<DeadLetter> wanted;
    private final TopicSource topics;
    private final Function<String, Producer<byte[], byte[]>> producers;
    private final Redrive.Counts counts = new Redrive.Counts();
    private final Positions open = new Positions();
    private long oldestRecord = Long.MAX_VALUE;

    /** The counts of what a look found and of what a run did. */
    static final class Counts {
        int matching;
        int hollow;
        int before;
        int redriven;

        @Nullable
        Instant oldest;

        final Map<String, Integer> reasons = new TreeMap<>();

        /** Dead letters that can be put back and were not. */
        int open() {
            return matching - hollow - before - redriven;
        }
    }

    /** Passes on each record of a topic from a moment on, one after the other, up to the end that it has then. */
    interface TopicSource {
        void read(String topic, Instant from, Consumer<ConsumerRecord<byte[], byte[]>> taker);
    }

    /** @param since dead letters that ended earlier are not read; null for all */
    Redrive(Settings settings, @Nullable Instant since, Predicate<DeadLetter> wanted) {
        this(
                settings,
                since,
                wanted,
                (topic, from, taker) -> TopicReader.read(settings.kafka(), topic, from, taker),
                id -> Clients.producer(settings.kafka(), id));
    }

    /** @param producers make a producer with that transactional id */
    Redrive(
            Settings settings,
            @Nullable Instant since,
            Predicate<DeadLetter> wanted,
            TopicSource topics,
            Function<String, Producer<byte[], byte[]>> producers) {
        this.settings = settings;
        this.from = since == null ? Instant.EPOCH : since.minus(CLOCK_SKEW);
        this.wanted = wanted;
        this.topics = topics;
        this.producers = producers;
    }

    /** Counts what a run would do; writes nothing. */
    Redrive.Counts look() {
        topics.read(settings.topics().deadLetters(), from, record -> {
            DeadLetter letter = new DeadLetter(record);
            if (wanted.test(letter)) {
                count(letter);
            }
        });
        leaveOutThoseOfFormerRuns();
        return counts;
    }

    private void count(DeadLetter letter) {
        counts.matching++;
        counts.reasons.merge(letter.reasonInWords(), 1, Integer::sum);
        if (counts.oldest == null || letter.failedAt().isBefore(counts.oldest)) {
            counts.oldest = letter.failedAt();
        }
        if (letter.hollow()) {
            counts.hollow++;
        } else {
            open.add(letter.record());
            oldestRecord = Math.min(oldestRecord, letter.record().timestamp());
        }
    }

    private void leaveOutThoseOfFormerRuns() {
        if (counts.open() == 0) {
            return;
        }
        Instant earliest = Instant.ofEpochMilli(oldestRecord).minus(CLOCK_SKEW);
        topics.read(settings.topics().commands(), earliest, record -> {
            Matcher place = PLACE.matcher(redrivenFrom(record));
            if (place.matches()
                    && place.group(1).equals(settings.topics().deadLetters())
                    && open.remove(Integer.parseInt(place.group(2)), Long.parseLong(place.group(3)))) {
                counts.before++;
            }
        });
    }

    private static String redrivenFrom(ConsumerRecord<byte[], byte[]> command) {
        Header header = command.headers().lastHeader(DeadLetter.REDRIVEN_FROM);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    /**
     * Puts back what the look found, at most some hundreds in a transaction. After an interruption the next run
     * continues, without repeats.
     *
     * @param progress hears after each transaction how many were put back
     */
    Redrive.Counts run(Rate rate, IntConsumer progress) {
        String id = settings.kafka().groupId() + "-redrive";
        try (Producer<byte[], byte[]> producer = producers.apply(id)) {
            producer.initTransactions();
            // Another run may have been busy since the look. It cannot be any more.
            leaveOutThoseOfFormerRuns();
            RedriveBatch batch = new RedriveBatch(producer, rate, progress);
            topics.read(settings.topics().deadLetters(), from, record -> {
                if (open.contains(record)) {
                    batch.add(new DeadLetter(record));
                }
            });
            batch.commit();
        }
        return counts;
    }

    /** The dead letters of one transaction. */
    private final class RedriveBatch {
        private final Producer<byte[], byte[]> producer;
        private final Rate rate;
        private final IntConsumer progress;
        private final int most;
        private final long start = System.nanoTime();
        private final List<DeadLetter> letters = new ArrayList<>();

        RedriveBatch(Producer<byte[], byte[]> producer, Rate rate, IntConsumer progress) {
            this.producer = producer;
            this.rate = rate;
            this.progress = progress;
            this.most = Math.min(TRANSACTION, rate.perSecond());
        }

        void add(DeadLetter letter) {
            letters.add(letter);
            if (letters.size() >= most) {
                commit();
            }
        }

        void commit() {
            if (letters.isEmpty()) {
                return;
            }
            rate.await(start, counts.redriven);
            producer.beginTransaction();
            for (DeadLetter letter : letters) {
                /* The commit reports every send that failed. */
                Future<RecordMetadata> unused =
                        producer.send(letter.command(settings.topics().commands()));
            }
            // The client can commit without records that it has not sent yet.
            producer.flush();
            producer.commitTransaction();
            counts.redriven += letters.size();
            letters.clear();
            progress.accept(counts.redriven);
        }
    }
}
