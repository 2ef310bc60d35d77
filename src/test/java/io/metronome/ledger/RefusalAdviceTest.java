package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Advice about each refusal, in the words that a broker has for it. */
class RefusalAdviceTest {
    static Stream<Arguments> table() {
        return Stream.of(
                arguments(new RecordTooLargeException("x"), "Raise max.message.bytes of the topic t"),
                arguments(new RecordBatchTooLargeException("x"), "Raise segment.bytes of the topic t"),
                arguments(
                        new InvalidRecordException("Compacted topic cannot accept message without key in topic t-0"),
                        "set cleanup.policy=delete for the topic t"),
                arguments(new InvalidRecordException("no schema"), "Exempt the topic from it"),
                arguments(new InvalidRecordException(null), "Exempt the topic from it"),
                arguments(new PolicyViolationException("x"), "Exempt the topic from it"),
                arguments(new InvalidTimestampException("x"), "message.timestamp.after.max.ms of the topic t"),
                arguments(
                        new InvalidRecordException("Timestamp 5 of message with offset 1 is out of range"),
                        "message.timestamp.after.max.ms of the topic t"),
                arguments(new TopicAuthorizationException("x"), "Allow the worker's user to write to the topic t"),
                arguments(new UnknownTopicOrPartitionException("x"), "Create the topic t"),
                arguments(new TimeoutException("x", new UnknownTopicOrPartitionException("y")), "Create the topic t"),
                arguments(new NotEnoughReplicasException("x"), "min.insync.replicas of the topic t"),
                arguments(new NotEnoughReplicasAfterAppendException("x"), "min.insync.replicas of the topic t"),
                arguments(new UnknownServerException("x"), "the log of its brokers"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyRefusalHasItsAdvice(Exception refusal, String advice) {
        assertThat(RefusalAdvice.of("t", refusal))
                .startsWith(refusal.getClass().getSimpleName())
                .endsWith(advice);
    }
}
