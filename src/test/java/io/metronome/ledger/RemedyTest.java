package io.metronome.ledger;

import static io.metronome.ledger.Remedy.ABORT_AND_RETRY;
import static io.metronome.ledger.Remedy.REPEAT_COMMIT;
import static io.metronome.ledger.Remedy.REPLACE_AND_RESTORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemedyTest {
    static Stream<Arguments> table() {
        return Stream.of(
                arguments(new TimeoutException("no word"), true, REPEAT_COMMIT),
                arguments(new InterruptException("stop"), true, REPEAT_COMMIT),
                arguments(new TimeoutException("no word"), false, ABORT_AND_RETRY),
                arguments(
                        errorState(new TransactionAbortableException("x", new TimeoutException())),
                        true,
                        ABORT_AND_RETRY),
                arguments(errorState(new TimeoutException("a record expired")), true, ABORT_AND_RETRY),
                arguments(new KafkaException("safe to abort"), true, ABORT_AND_RETRY),
                arguments(new CommitFailedException("old generation"), false, ABORT_AND_RETRY),
                arguments(errorState(new CommitFailedException("old generation")), false, ABORT_AND_RETRY),
                arguments(new TransactionAbortableException("x"), false, ABORT_AND_RETRY),
                arguments(errorState(new RecordTooLargeException("x")), false, ABORT_AND_RETRY),
                arguments(errorState(new InvalidTopicException("x")), true, ABORT_AND_RETRY),
                arguments(errorState(new InvalidRecordException("no key")), true, ABORT_AND_RETRY),
                arguments(errorState(new InvalidTimestampException("x")), true, ABORT_AND_RETRY),
                arguments(errorState(new RecordBatchTooLargeException("x")), true, ABORT_AND_RETRY),
                arguments(errorState(new PolicyViolationException("x")), true, ABORT_AND_RETRY),
                arguments(errorState(new UnsupportedForMessageFormatException("x")), true, ABORT_AND_RETRY),
                arguments(errorState(new UnknownServerException("x")), true, ABORT_AND_RETRY),
                arguments(new UnsupportedVersionException("x"), false, REPLACE_AND_RESTORE),
                arguments(errorState(new NotEnoughReplicasException("x")), true, ABORT_AND_RETRY),
                arguments(errorState(new TopicAuthorizationException("theirs")), false, ABORT_AND_RETRY),
                arguments(errorState(new TopicAuthorizationException("theirs")), true, ABORT_AND_RETRY),
                arguments(new GroupAuthorizationException("group"), false, REPLACE_AND_RESTORE),
                arguments(new ProducerFencedException("x"), false, REPLACE_AND_RESTORE),
                arguments(new ProducerFencedException("x"), true, REPLACE_AND_RESTORE),
                arguments(errorState(new ProducerFencedException("x")), true, REPLACE_AND_RESTORE),
                arguments(new InvalidProducerEpochException("x"), false, ABORT_AND_RETRY),
                arguments(new FencedInstanceIdException("x"), false, REPLACE_AND_RESTORE),
                arguments(errorState(new OutOfOrderSequenceException("x")), true, REPLACE_AND_RESTORE),
                arguments(new InvalidConfigurationException("x"), false, REPLACE_AND_RESTORE),
                arguments(new AuthenticationException("x"), false, REPLACE_AND_RESTORE),
                arguments(new TransactionalIdAuthorizationException("x"), false, REPLACE_AND_RESTORE),
                arguments(new ClusterAuthorizationException("x"), false, REPLACE_AND_RESTORE),
                arguments(new IllegalStateException("a call that does not fit"), false, REPLACE_AND_RESTORE));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyFailureHasItsRemedy(RuntimeException failure, boolean committing, Remedy remedy) {
        assertThat(Remedy.of(failure, committing)).isEqualTo(remedy);
    }

    private static KafkaException errorState(Exception cause) {
        return new KafkaException("Cannot execute transactional method because we are in an error state", cause);
    }
}
