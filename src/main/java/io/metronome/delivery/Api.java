package io.metronome.delivery;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** The API for the pipeline. This is a port: the simulation has its own. */
public interface Api {
    /**
     * The key, in the context of the subscriber of a call, of the W3C trace context. The request sends it as its
     * {@code traceparent} header. Without the key no such header is sent.
     */
    String TRACEPARENT = "traceparent";

    /** The number of bytes that are read of an answer, and that are kept of it when it is decompressed. */
    int MOST_ANSWER_BYTES = 64 * 1024;

    /**
     * Calls a method once. The Mono never fails because of the network or the API. It completes on an event loop.
     *
     * @param body the request's body, which is not copied, so it must not change
     * @param gate asked on the event loop when the connection is there, before the first byte. When it is false,
     *     nothing is written and the answer is {@link Answer.Withheld}
     * @param progress receives the moment at which the last byte of the request was handed to the socket. It is called
     *     once before every answer but {@link Answer.Withheld} and an {@link Answer.Again} of status 0, also when the
     *     call ended half written (then with that moment). After that it receives the method's rate, if the answer
     *     contains it
     */
    Mono<Answer> call(Instance instance, Method method, ByteBuffer body, BooleanSupplier gate, Progress progress);

    /**
     * Asks getSettings.
     *
     * @return the settings, or an error with a clear message (never with a token in it) when they could not be read
     */
    Mono<ReadSettings> readSettings(Instance instance);

    /**
     * Asks getStateInstance, and getAccountSettings for the end of a suspension.
     *
     * @return never an error: a problem of the instance, or of the question, is a value
     */
    Mono<InstanceState> readState(Instance instance);
}
