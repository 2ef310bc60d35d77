package io.metronome.app;

import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.BootstrapResolutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people in one line what went wrong. The stack trace goes to the log at debug. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final LogRedaction REDACTION = LogRedaction.ofText();

    private Failures() {}

    static void print(Throwable failure, PrintWriter out) {
        LOG.debug("The command failed", failure);
        out.println(REDACTION.apply(inWords(failure)));
        out.flush();
    }

    /** Whether Kafka gave no answer, so that the same question may be answered later. */
    static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof BootstrapResolutionException) {
                return true;
            }
        }
        return false;
    }

    /**
     * The message. An unforeseen exception has its class name before the message and the messages of its causes behind
     * it.
     */
    static String inWords(Throwable failure) {
        Throwable real = failure;
        while ((real instanceof ExecutionException || real instanceof CompletionException) && real.getCause() != null) {
            real = real.getCause();
        }
        if (real instanceof StartException || real instanceof ConfigurationException) {
            return String.valueOf(real.getMessage());
        }
        String message = real.getMessage();
        String words = real.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
        return real.getCause() == null ? words : words + " (" + inWords(real.getCause()) + ")";
    }
}
