package io.metronome.ledger;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.ConcurrentTransactionsException;
import org.apache.kafka.common.errors.DelegationTokenAuthorizationException;
import org.apache.kafka.common.errors.DuplicateSequenceException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.TransactionCoordinatorFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The side that is at fault when one record could not be sent. */
enum SendFailure {
    /** The record: the broker refused it. Refusals that are not known count as this one, too. */
    RECORD,
    /** The topic: it is missing, may not be written, or its brokers do not answer. */
    TOPIC,
    /** The time: this host's clock and the limits of the topic do not agree. Every record of this moment is refused. */
    TIMESTAMP,
    /** The producer, its transaction, or another record. Nothing is known about this record. */
    PRODUCER;

    static SendFailure of(Exception failure) {
        if (isOfProducer(failure)) {
            return PRODUCER;
        }
        if (isOfTimestamp(failure)) {
            return TIMESTAMP;
        }
        boolean isOfTopic = failure instanceof TopicAuthorizationException
                || failure instanceof InvalidTopicException
                || failure instanceof RetriableException;
        if (isOfTopic) {
            return TOPIC;
        }
        // The client gives a plain KafkaException to the neighbours of a refused record in the same batch.
        boolean isRefusal = failure instanceof ApiException
                || failure instanceof SerializationException
                || failure instanceof IllegalArgumentException;
        return isRefusal ? RECORD : PRODUCER;
    }

    /** If several records of a batch are out of range, only the words of the broker say so. */
    static boolean isOfTimestamp(Throwable failure) {
        return failure instanceof InvalidTimestampException
                || (failure instanceof InvalidRecordException
                        && String.valueOf(failure.getMessage()).startsWith("Timestamp "));
    }

    /** The brokers answered, and do not know the topic. The client waits for it, and then names this as the cause. */
    static boolean isMissingTopic(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException
                || (failure instanceof TimeoutException
                        && failure.getCause() instanceof UnknownTopicOrPartitionException);
    }

    private static boolean isOfProducer(Exception failure) {
        return isOfTransaction(failure) || isOfPrincipal(failure);
    }

    private static boolean isOfTransaction(Exception failure) {
        return failure instanceof ApplicationRecoverableException
                || failure instanceof OutOfOrderSequenceException
                || failure instanceof DuplicateSequenceException
                || failure instanceof InvalidTxnStateException
                || failure instanceof TransactionAbortedException
                || failure instanceof TransactionAbortableException
                || failure instanceof TransactionCoordinatorFencedException
                || failure instanceof ConcurrentTransactionsException;
    }

    private static boolean isOfPrincipal(Exception failure) {
        return failure instanceof AuthenticationException
                || failure instanceof ClusterAuthorizationException
                || failure instanceof GroupAuthorizationException
                || failure instanceof TransactionalIdAuthorizationException
                || failure instanceof DelegationTokenAuthorizationException
                || failure instanceof UnsupportedVersionException;
    }
}
