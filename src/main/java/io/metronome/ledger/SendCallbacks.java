package io.metronome.ledger;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of one transaction's records. The client only logs what a callback throws, or loses its thread, so that is
 * kept for the ledger's own thread.
 */
final class SendCallbacks {
    private volatile @Nullable Throwable failed;

    /** A callback that tells of a refusal. It runs on the client's thread. */
    Callback whenRefused(Consumer<Exception> note) {
        return (sent, failure) -> {
            try {
                if (failure != null) {
                    note.accept(failure);
                }
            } catch (RuntimeException | Error e) {
                failed = e;
            }
        };
    }

    /** Throws an {@link Error} if a refusal could not be noted. */
    void verify() {
        Throwable failure = failed;
        if (failure != null) {
            throw new AssertionError("a refusal could not be noted", failure);
        }
    }
}
