package io.metronome.ledger;

import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The step that the ledger takes after a step of a transaction failed. */
enum Remedy {
    /** The commit may have happened. Only another commit finds out, and nothing else may be done meanwhile. */
    REPEAT_COMMIT,
    /** Nothing became visible: abort the transaction and try the whole of it again, with fresh group metadata. */
    ABORT_AND_RETRY,
    /** This producer will never write again: make another, forget every partition, and restore the truth. */
    REPLACE_AND_RESTORE;

    /**
     * The table, as measured against a broker that was frozen, restarted and taken away.
     *
     * @param committing whether the failure happened in the commit
     */
    static Remedy of(Throwable failure, boolean committing) {
        // Only when it is the failure itself. As the cause of another failure it is over, and the client waits for an
        // abort.
        if (committing && (failure instanceof TimeoutException || failure instanceof InterruptException)) {
            return REPEAT_COMMIT;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Our transaction timed out while this process stood still. The client can abort, and continues with a
            // newer epoch.
            if (cause instanceof InvalidProducerEpochException) {
                return ABORT_AND_RETRY;
            }
            if (isFatal(cause)) {
                return REPLACE_AND_RESTORE;
            }
        }
        // The client throws this when a call does not fit its state, for example after a failure that it regards as
        // final.
        return failure instanceof IllegalStateException ? REPLACE_AND_RESTORE : ABORT_AND_RETRY;
    }

    private static boolean isFatal(Throwable cause) {
        return cause instanceof ProducerFencedException
                || cause instanceof FencedInstanceIdException
                || cause instanceof OutOfOrderSequenceException
                || isOfPrincipal(cause)
                || cause instanceof ApplicationRecoverableException;
    }

    /* A topic or a record that is refused is not among these: it is taken out, and the producer continues. */
    private static boolean isOfPrincipal(Throwable cause) {
        return cause instanceof AuthenticationException
                || cause instanceof UnsupportedVersionException
                || cause.getClass() == InvalidConfigurationException.class
                || (cause instanceof AuthorizationException && !(cause instanceof TopicAuthorizationException));
    }

    /** A failure for people. The client tells what happened only in the cause of what it throws. */
    static String inWords(RuntimeException failure) {
        return failure.getCause() == null ? failure.toString() : failure + ", because of " + failure.getCause();
    }
}
