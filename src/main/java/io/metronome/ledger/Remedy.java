package io.metronome.ledger;

import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** What to do after a step of a transaction failed. */
enum Remedy {
    /** The commit may have happened: only saying it again finds out, and nothing else may be done meanwhile. */
    REPEAT_COMMIT,
    /** Nothing became visible: end the transaction and try the whole of it again, with fresh metadata. */
    ABORT_AND_RETRY,
    /** This producer will never write again: take another, forget every partition, and restore what is true. */
    REPLACE_AND_RESTORE;

    /**
     * The table, as measured against a broker that was frozen, restarted and taken away.
     *
     * @param committing whether it was the commit that failed
     */
    static Remedy of(Throwable failure, boolean committing) {
        // Only as its own word: as the cause of another failure it is over, and the client waits for an abort.
        if (committing && (failure instanceof TimeoutException || failure instanceof InterruptException)) {
            return REPEAT_COMMIT;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Our transaction timed out while we stood still: the client can abort, and goes on under a newer epoch.
            if (cause instanceof InvalidProducerEpochException) {
                return ABORT_AND_RETRY;
            }
            if (isFatal(cause)) {
                return REPLACE_AND_RESTORE;
            }
        }
        // The client says so when a call does not fit its state, as after a failure that it holds for final.
        return failure instanceof IllegalStateException ? REPLACE_AND_RESTORE : ABORT_AND_RETRY;
    }

    private static boolean isFatal(Throwable cause) {
        return cause instanceof ProducerFencedException
                || cause instanceof FencedInstanceIdException
                || cause instanceof OutOfOrderSequenceException
                || (cause instanceof InvalidConfigurationException && !isOfOneTopic(cause))
                || cause instanceof AuthenticationException
                || cause instanceof ApplicationRecoverableException;
    }

    /* A reply topic that may not be written, or cannot be, takes one record out; the producer goes on after an abort. */
    private static boolean isOfOneTopic(Throwable cause) {
        return cause instanceof TopicAuthorizationException || cause instanceof InvalidTopicException;
    }
}
