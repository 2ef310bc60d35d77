package io.metronome.delivery;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** The API as the pipeline sees it. A port: the simulation has its own. */
public interface Api {
    /**
     * In the context of whoever subscribes to a call: the W3C trace context that goes with the request as its {@code
     * traceparent} header. Where it is absent, no such header is sent.
     */
    String TRACEPARENT = "traceparent";

    /**
     * Calls a method once. The Mono never fails for what the network or the API does; it completes on an event loop.
     *
     * @param body the request's body; not copied, so it must not change
     * @param gate asked on the event loop with the connection in hand, before the first byte; when false, nothing is
     *     written and the answer is {@link Answer.Withheld}
     * @param progress told when the last byte of the request was handed to the socket: once before every answer but {@link
     *     Answer.Withheld} and an {@link Answer.Again} of status 0, also when the call ended half written (then with that
     *     moment); and then, where an answer came that tells it, of the method's rate
     */
    Mono<Answer> call(Instance instance, Method method, ByteBuffer body, BooleanSupplier gate, Progress progress);

    /**
     * Asks getSettings.
     *
     * @return what it showed, or an error with a clear message (never with a token in it) when it could not be read
     */
    Mono<ReadSettings> readSettings(Instance instance);

    /**
     * Asks getStateInstance, and getAccountSettings for the end of a suspension.
     *
     * @return never an error: what is wrong with the instance, or with the asking, is a value
     */
    Mono<InstanceState> readState(Instance instance);
}
