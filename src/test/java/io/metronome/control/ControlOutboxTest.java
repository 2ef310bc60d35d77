package io.metronome.control;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A tombstone that the control topic refuses is told, and stops no other. */
class ControlOutboxTest {
    private static final int OTHERS = 100;

    private final Logger logger = (Logger) LoggerFactory.getLogger(ControlOutbox.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ControlOutbox outbox = new ControlOutbox("control", () -> producer);
    private boolean isRefusedAtOnce;

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        outbox.close();
    }

    static Stream<KafkaException> refusals() {
        return Stream.of(
                new RecordTooLargeException("too large"),
                new InvalidTimestampException("too old"),
                new InvalidRecordException("no key"),
                new TopicAuthorizationException("control"),
                new UnknownTopicOrPartitionException("no such topic"),
                new PolicyViolationException("a policy"),
                new UnknownServerException("nobody foresaw it"),
                new TimeoutException("no answer"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void oneThatIsRefusedAmongAHundred(KafkaException refusal) {
        for (int i = 0; i <= OTHERS; i++) {
            outbox.add(tombstone(i));
        }
        outbox.flush();
        assertThat(producer.history()).hasSize(OTHERS + 1);
        for (int i = 0; i <= OTHERS; i++) {
            if (i == OTHERS / 2) {
                producer.errorNext(refusal);
            } else {
                producer.completeNext();
            }
        }
        assertTold(OTHERS / 2, refusal);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void oneThatIsRefusedAloneAndTheNextOneGoes(KafkaException refusal) {
        outbox.add(tombstone(0));
        outbox.flush();
        producer.errorNext(refusal);
        assertTold(0, refusal);
        outbox.add(tombstone(1));
        outbox.flush();
        assertThat(producer.completeNext()).isTrue();
        assertThat(producer.history()).hasSize(2);
        assertThat(lines.list).hasSize(1);
    }

    @Test
    void aProducerThatCannotBeMadeIsAskedForAgain() {
        KafkaException refusal = new KafkaException("Failed to construct kafka producer");
        isRefusedAtOnce = true;
        ControlOutbox late = new ControlOutbox("control", () -> {
            if (isRefusedAtOnce) {
                throw refusal;
            }
            return producer;
        });
        late.add(tombstone(0));
        late.flush();
        assertTold(0, refusal);
        isRefusedAtOnce = false;
        late.add(tombstone(1));
        late.flush();
        assertThat(producer.history()).hasSize(1);
    }

    private void assertTold(int number, KafkaException refusal) {
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .startsWith("The control record " + tombstone(number).key()
                            + " could not be written to the topic control");
            assertThat(line.getThrowableProxy())
                    .extracting(IThrowableProxy::getMessage)
                    .isEqualTo(refusal.getMessage());
        });
    }

    private static ControlRecord tombstone(int number) {
        return ControlRecord.Tombstone.of(ControlKey.pause(Integer.toString(1_000 + number)));
    }
}
