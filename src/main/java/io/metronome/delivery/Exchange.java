package io.metronome.delivery;

import io.metronome.delivery.ExchangeResult.Answered;
import io.metronome.delivery.ExchangeResult.NotWritten;
import io.metronome.delivery.ExchangeResult.Unanswered;
import io.metronome.delivery.ExchangeResult.Withheld;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One HTTP request, with a stage that says what can be proved. In {@link Stage#WAITING} not one byte was written. The
 * step to {@link Stage#WRITING} happens on the connection's event loop, and the timeout comes from another thread. The
 * first of the two to change the stage decides, so a call that was given up can never be written afterwards.
 */
final class Exchange {
    /** The connection of a longer answer is closed. */
    static final int BODY_LIMIT = Api.MOST_ANSWER_BYTES;

    /**
     * An HTTP request.
     *
     * @param body null for a GET
     */
    record ApiRequest(
            HttpMethod method, String path, @Nullable ByteBuffer body, BooleanSupplier gate, Progress progress) {}

    /** An answer of which the status and the headers have come, and the body as far as it has. */
    private record Begun(int status, HttpHeaders headers, LimitedBody body) {
        Answered answered(@Nullable String broken) {
            byte[] plain =
                    ContentDecoding.of(body.bytes(), headers.getAll(HttpHeaderNames.CONTENT_ENCODING), BODY_LIMIT);
            return new Answered(status, headers, plain, broken);
        }
    }

    private enum Stage {
        WAITING,
        WRITING,
        OVER
    }

    private final ApiRequest request;
    private final Scheduler time;
    private final MonoSink<ExchangeResult> sink;
    private final FatalErrors errors;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final BodyReader response = new BodyReader();
    private Disposable deadline = Disposables.disposed();
    private volatile EventExecutor loop;
    private volatile @Nullable Begun begun;
    private boolean usable;
    private boolean told;

    private Exchange(
            ApiRequest request,
            Scheduler time,
            EventExecutor spare,
            MonoSink<ExchangeResult> sink,
            FatalErrors errors) {
        this.request = request;
        this.time = time;
        this.loop = spare;
        this.sink = sink;
        this.errors = errors;
    }

    /**
     * Sends the request when subscribed. Ends once, without error, within the timeout, on an event loop.
     *
     * @param deadlines of all calls of this client
     * @param spare the event loop for calls that never had a connection, so that every call ends on an event loop
     * @param errors tells of each error in a step of the exchange
     */
    static Mono<ExchangeResult> of(
            Supplier<HttpClient> client,
            ApiRequest request,
            CallDeadlines deadlines,
            Scheduler time,
            EventExecutor spare,
            FatalErrors errors) {
        return Mono.create(sink -> new Exchange(request, time, spare, sink, errors).start(client, deadlines));
    }

    private void start(Supplier<HttpClient> client, CallDeadlines deadlines) {
        sink.onCancel(this::forget);
        try {
            deadline = deadlines.start(() -> giveUp(deadlines.timeout()));
            client.get()
                    .request(request.method())
                    .uri(request.path())
                    .send(this::write)
                    .response(this::hear)
                    .subscribe(response);
        } catch (RuntimeException notEvenTried) {
            // An unusable URL is quoted by its exception. A scheduler throws when it was closed.
            failed(notEvenTried);
        }
    }

    private Publisher<Void> write(HttpClientRequest head, NettyOutbound out) {
        return errors.in(() -> request(head, out));
    }

    /** Writes the request when the connection is there, TLS included, on its event loop. */
    private Publisher<Void> request(HttpClientRequest head, NettyOutbound out) {
        out.withConnection(this::enter);
        String trace = sink.contextView().getOrDefault(Api.TRACEPARENT, null);
        if (trace != null) {
            head.header(Api.TRACEPARENT, trace);
        }
        if (!usable) {
            return Mono.error(new ClosedChannelException());
        }
        if (!request.gate().getAsBoolean()) {
            withhold();
            return Mono.never();
        }
        if (!stage.compareAndSet(Stage.WAITING, Stage.WRITING)) {
            return Mono.never();
        }
        if (request.body() == null) {
            return out;
        }
        return out.sendObject(Unpooled.wrappedBuffer(request.body())).then().doOnSuccess(done -> errors.in(this::tell));
    }

    private void enter(Connection connection) {
        loop = connection.channel().eventLoop();
        usable = connection.channel().isActive();
    }

    private ByteBufFlux hear(HttpClientResponse response, ByteBufFlux content) {
        begun = new Begun(response.status().code(), response.responseHeaders(), new LimitedBody(BODY_LIMIT));
        return content;
    }

    /** Takes the body, on the connection's event loop. */
    private final class BodyReader extends BaseSubscriber<ByteBuf> {
        @Override
        protected void hookOnNext(ByteBuf chunk) {
            errors.in(() -> {
                Begun answer = begun;
                if (answer != null && answer.body().fills(chunk)) {
                    cancel();
                    endWritten(answer.answered(null));
                }
            });
        }

        @Override
        protected void hookOnComplete() {
            Begun answer = begun;
            if (answer != null) {
                errors.in(() -> endWritten(answer.answered(null)));
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            failed(error);
        }
    }

    private void failed(Throwable error) {
        if (error instanceof Error) {
            errors.told().accept(error);
        }
        String words = Failure.words(error);
        Begun answer = begun;
        if (answer != null) {
            endWritten(answer.answered("the answer broke off: " + words));
        } else {
            endUnanswered("not sent: " + words, "no answer: " + words);
        }
    }

    private void giveUp(Duration timeout) {
        String within = " within " + timeout.toMillis() + " ms";
        endUnanswered("not sent: no connection" + within, "no answer" + within);
        response.cancel();
    }

    /** Ends the exchange without an answer, from any thread. The stage says whether bytes were written. */
    private void endUnanswered(String whenNotWritten, String whenWritten) {
        if (stage.compareAndSet(Stage.WAITING, Stage.OVER)) {
            onLoop(() -> errors.in(() -> end(new NotWritten(whenNotWritten))));
        } else {
            onLoop(() -> endWritten(unanswered(whenWritten)));
        }
    }

    /** A part of an answer may say more than its absence. */
    private ExchangeResult unanswered(String detail) {
        Begun answer = begun;
        return answer == null ? new Unanswered(detail) : answer.answered("the answer broke off: " + detail);
    }

    private void onLoop(Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException closed) {
            // No event loop is left, but every call must end.
            step.run();
        }
    }

    /** Closes the connection silently. The HTTP client would log an error as if something were wrong. */
    private void withhold() {
        if (stage.compareAndSet(Stage.WAITING, Stage.OVER)) {
            errors.in(() -> end(new Withheld()));
            response.cancel();
        }
    }

    private void forget() {
        stage.compareAndSet(Stage.WAITING, Stage.OVER);
        deadline.dispose();
        response.cancel();
    }

    private void endWritten(ExchangeResult ending) {
        if (stage.compareAndSet(Stage.WRITING, Stage.OVER)) {
            errors.in(() -> {
                tell();
                return end(ending);
            });
        }
    }

    /**
     * Reports the moment of writing, on the event loop. A request that was answered or given up half written counts as
     * written by then.
     */
    private void tell() {
        if (!told) {
            told = true;
            request.progress().written(time.now(TimeUnit.NANOSECONDS));
        }
    }

    private ExchangeResult end(ExchangeResult ending) {
        deadline.dispose();
        sink.success(ending);
        return ending;
    }
}
