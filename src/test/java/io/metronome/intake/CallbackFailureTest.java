package io.metronome.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class CallbackFailureTest {
    private final CallbackFailure callbacks = new CallbackFailure();

    @Test
    void anErrorOfACallbackIsThrownHoweverTheClientWrapsIt() {
        Error error = new StackOverflowError("thrown by a test");
        assertThatThrownBy(() -> callbacks.watch(() -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThatThrownBy(() -> callbacks.rethrow(new KafkaException("User callback failed")))
                .isSameAs(error);
    }

    @Test
    void anExceptionOfACallbackIsThrownInPlaceOfTheClients() {
        RuntimeException bug = new IllegalStateException("a bug");
        assertThatThrownBy(() -> callbacks.watch(() -> {
                    throw bug;
                }))
                .isSameAs(bug);
        assertThatThrownBy(() -> callbacks.rethrow(new KafkaException("User callback failed", bug)))
                .isSameAs(bug);
    }

    /* The heartbeat thread hands its failure to the next poll, in an exception. */
    @Test
    void anErrorThatTheClientHadElsewhereIsThrown() {
        Error error = new NoClassDefFoundError("thrown by a test");
        assertThatThrownBy(() -> callbacks.rethrow(new RuntimeException(error))).isSameAs(error);
    }

    @Test
    void otherExceptionsOfTheClientAreNotOurs() {
        callbacks.watch(() -> {});
        assertThatCode(() -> callbacks.rethrow(new KafkaException("a damaged batch")))
                .doesNotThrowAnyException();
    }
}
