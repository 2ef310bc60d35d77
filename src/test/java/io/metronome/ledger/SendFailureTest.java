package io.metronome.ledger;

import static io.metronome.ledger.SendFailure.PRODUCER;
import static io.metronome.ledger.SendFailure.RECORD;
import static io.metronome.ledger.SendFailure.TIMESTAMP;
import static io.metronome.ledger.SendFailure.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SendFailureTest {
    static Stream<Arguments> table() {
        return Stream.of(
                arguments(new RecordTooLargeException("x"), RECORD),
                arguments(new RecordBatchTooLargeException("x"), RECORD),
                arguments(new InvalidRecordException("no key"), RECORD),
                arguments(new InvalidTimestampException("x"), TIMESTAMP),
                arguments(
                        new InvalidRecordException("Timestamp 5 of message with offset 0 is out of range"), TIMESTAMP),
                arguments(new PolicyViolationException("x"), RECORD),
                arguments(new UnsupportedForMessageFormatException("x"), RECORD),
                arguments(new UnsupportedCompressionTypeException("x"), RECORD),
                arguments(new UnknownServerException("x"), RECORD),
                arguments(new SerializationException("x"), RECORD),
                arguments(new IllegalArgumentException("x"), RECORD),
                arguments(new ApiException("a refusal that this client does not know") {}, RECORD),
                arguments(new TopicAuthorizationException("x"), TOPIC),
                arguments(new InvalidTopicException("x"), TOPIC),
                arguments(new UnknownTopicOrPartitionException("x"), TOPIC),
                arguments(new NotEnoughReplicasException("x"), TOPIC),
                arguments(new TimeoutException("x"), TOPIC),
                arguments(new KafkaException("part of a batch which had an invalid record"), PRODUCER),
                arguments(new TransactionAbortedException("x"), PRODUCER),
                arguments(new InvalidTxnStateException("x"), PRODUCER),
                arguments(new ProducerFencedException("x"), PRODUCER),
                arguments(new InvalidProducerEpochException("x"), PRODUCER),
                arguments(new OutOfOrderSequenceException("x"), PRODUCER),
                arguments(new ClusterAuthorizationException("x"), PRODUCER),
                arguments(new AuthenticationException("x"), PRODUCER),
                arguments(new UnsupportedVersionException("x"), PRODUCER));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyFailureHasItsFault(Exception failure, SendFailure fault) {
        assertThat(SendFailure.of(failure)).isEqualTo(fault);
    }
}
