package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;

/**
 * Puts dead letters back on the commands topic, each once.
 *
 * <p>A command that is put back names the dead letter it was in a header. Another run finds these headers on the commands
 * topic and leaves those dead letters alone, whatever its filters are. Runs exclude each other by one transactional id:
 * a later one ends the transaction of the earlier before it looks.
 */
final class Redrive {
    /* How far the clocks of workers that write dead letters may be behind the clock of this process. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final int TRANSACTION = 500;

    private final Settings settings;
    private final Predicate<DeadLetter> wanted;
    private final Redrive.Counts tally = new Redrive.Counts();

    /** The counts of a run, or of a dry run. */
    static final class Counts {
        int matching;
        int hollow;
        int before;
        int redriven;
    }

    Redrive(Settings settings, Predicate<DeadLetter> wanted) {
        this.settings = settings;
        this.wanted = wanted;
    }

    /** Counts what a run would do; writes nothing. */
    Redrive.Counts look() {
        tally.redriven = open().size();
        return tally;
    }

    /**
     * Puts the dead letters back, some hundreds in a transaction. After an interruption the next run continues, without
     * repeats.
     */
    Redrive.Counts run() {
        String id = settings.kafka().groupId() + "-redrive";
        try (KafkaProducer<byte[], byte[]> producer = Clients.producer(settings.kafka(), id)) {
            producer.initTransactions();
            List<DeadLetter> commandRecords = open();
            for (int from = 0; from < commandRecords.size(); from += TRANSACTION) {
                List<DeadLetter> some =
                        commandRecords.subList(from, Math.min(commandRecords.size(), from + TRANSACTION));
                producer.beginTransaction();
                for (DeadLetter commandRecord : some) {
                    /* The commit reports every send that failed. */
                    Future<RecordMetadata> unused = producer.send(
                            commandRecord.command(settings.topics().commands()));
                }
                // The client can commit without records that it has not sent yet.
                producer.flush();
                producer.commitTransaction();
                tally.redriven += some.size();
            }
        }
        return tally;
    }

    /** The dead letters that match, have their value, and were not put back before. */
    private List<DeadLetter> open() {
        List<DeadLetter> commandRecords = new ArrayList<>();
        TopicReader.read(settings.kafka(), settings.topics().deadLetters(), Instant.EPOCH, record -> {
            DeadLetter commandRecord = new DeadLetter(record);
            if (wanted.test(commandRecord)) {
                tally.matching++;
                if (commandRecord.hollow()) {
                    tally.hollow++;
                } else {
                    commandRecords.add(commandRecord);
                }
            }
        });
        Set<String> before = commandRecords.isEmpty()
                ? Set.of()
                : redriven(oldest(commandRecords).minus(CLOCK_SKEW));
        commandRecords.removeIf(commandRecord -> before.contains(commandRecord.place()));
        tally.before = tally.matching - tally.hollow - commandRecords.size();
        return commandRecords;
    }

    private static Instant oldest(List<DeadLetter> commandRecords) {
        return commandRecords.stream()
                .map(commandRecord ->
                        Instant.ofEpochMilli(commandRecord.record().timestamp()))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Set<String> redriven(Instant from) {
        Set<String> places = new HashSet<>();
        TopicReader.read(settings.kafka(), settings.topics().commands(), from, record -> {
            Header header = record.headers().lastHeader(DeadLetter.REDRIVEN_FROM);
            if (header != null && header.value() != null) {
                places.add(new String(header.value(), UTF_8));
            }
        });
        return places;
    }
}
