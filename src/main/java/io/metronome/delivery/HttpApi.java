package io.metronome.delivery;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.delivery.ExchangeResult.Answered;
import io.metronome.delivery.ExchangeResult.NotWritten;
import io.metronome.delivery.ExchangeResult.Unanswered;
import io.metronome.delivery.ExchangeResult.Withheld;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * GREEN-API over HTTP, on its own event loops. Never retries, never follows a redirect. Connects through the proxy that
 * Java's system properties name, if they name one.
 */
public final class HttpApi implements Api, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    /**
     * Below the shortest keep-alive in common use, Node's 5 s (nginx 75 s, load balancers 60 s). A connection that the
     * server closes while we write to it costs an unknown outcome. A new connection costs only a handshake.
     */
    private static final Duration MAX_IDLE = Duration.ofSeconds(4);

    /** The longest life of a connection, so that a changed DNS record is noticed under load, too. */
    private static final Duration MAX_LIFE = Duration.ofMinutes(10);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final CallDeadlines deadlines;
    private final Scheduler time;
    private final InstantSource calendar;
    private final Classification classification;
    private final ConnectionProvider connections;
    private final LoopResources loops;
    private final EventLoopGroup eventLoops;
    private final HostClients clients;
    private final Traffic traffic;
    private final FatalErrors errors;
    private final LoopBeats beats;

    /**
     * The limits of the client.
     *
     * @param maxConnections to one host, at least 1. The same number of calls may wait for a connection
     * @param timeout from asking for a connection to the last byte of the answer
     */
    public record Limits(int maxConnections, Duration timeout) {}

    /**
     * A client without an observer, which only logs an {@link Error}. It opens no connection yet.
     *
     * @param time its nanoseconds are the monotonic clock of {@code written}. It also runs the timeouts
     * @param calendar for a {@code Retry-After} that is a date
     */
    public HttpApi(Limits limits, Scheduler time, InstantSource calendar) {
        this(limits, time, calendar, Traffic.UNSEEN, error -> LOG.error("A call failed by an error", error));
    }

    /**
     * A client with an observer.
     *
     * @param traffic told of every request that ended, and of the connection pools
     * @param fatal told of an {@link Error} on an event loop, which would only log it: the process must end, since a call
     *     may never end. Called on that loop
     */
    public HttpApi(Limits limits, Scheduler time, InstantSource calendar, Traffic traffic, Consumer<Throwable> fatal) {
        Duration timeout = limits.timeout();
        this.deadlines = new CallDeadlines(time, timeout);
        this.time = time;
        this.traffic = traffic;
        this.errors = new FatalErrors(fatal);
        this.calendar = calendar;
        this.classification = new Classification(calendar);
        this.connections = pool(limits.maxConnections(), timeout, traffic);
        this.loops = LoopResources.create("metronome-api");
        this.eventLoops = loops.onClient(LoopResources.DEFAULT_NATIVE);
        this.beats = new LoopBeats(eventLoops, () -> time.now(TimeUnit.NANOSECONDS), BEAT);
        this.clients = new HostClients(HttpClient.create(connections)
                .proxyWithSystemProperties()
                .runOn(loops)
                .disableRetry(true)
                .doOnChannelInit((observer, channel, remote) -> ToleratedAnswers.prepare(channel.pipeline()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json")));
    }

    private static ConnectionProvider pool(int maxConnections, Duration timeout, Traffic traffic) {
        return ConnectionProvider.builder("metronome-api")
                .maxConnections(maxConnections)
                .pendingAcquireMaxCount(maxConnections)
                .pendingAcquireTimeout(timeout)
                .maxIdleTime(MAX_IDLE)
                .maxLifeTime(MAX_LIFE)
                .evictInBackground(Duration.ofSeconds(1))
                .lifo()
                .metrics(true, () -> traffic)
                .build();
    }

    @Override
    public Mono<Answer> call(
            Instance instance, Method method, ByteBuffer body, BooleanSupplier gate, Progress progress) {
        String path = path(instance, method.name());
        return exchange(instance, new Exchange.ApiRequest(HttpMethod.POST, path, body, gate, progress), ending -> {
            tell(ending, progress);
            return answer(instance, method, ending);
        });
    }

    /** {@inheritDoc} The error is a {@link SettingsUnread}. */
    @Override
    public Mono<ReadSettings> readSettings(Instance instance) {
        TokenRedaction redaction = new TokenRedaction(instance.token());
        return ask(instance, "getSettings", ending -> ReadSettings.of(ending, redaction, calendar));
    }

    @Override
    public Mono<InstanceState> readState(Instance instance) {
        TokenRedaction redaction = new TokenRedaction(instance.token());
        return ask(instance, "getStateInstance", ending -> StateReading.state(ending, redaction))
                .flatMap(state -> untilKnown(instance, state));
    }

    private Mono<InstanceState> untilKnown(Instance instance, InstanceState state) {
        boolean hasAnEnd = instance.messenger() == Messenger.MAX
                && state instanceof InstanceState.Held held
                && held.reason() == HoldReason.SUSPENDED;
        return hasAnEnd
                ? ask(
                        instance,
                        "getAccountSettings",
                        account -> StateReading.until((InstanceState.Held) state, account))
                : Mono.just(state);
    }

    private <T> Mono<T> ask(Instance instance, String method, Function<ExchangeResult, T> meaning) {
        String path = path(instance, method);
        return exchange(
                instance, new Exchange.ApiRequest(HttpMethod.GET, path, null, () -> true, nanos -> {}), meaning);
    }

    private <T> Mono<T> exchange(Instance instance, Exchange.ApiRequest request, Function<ExchangeResult, T> meaning) {
        return Exchange.of(() -> clients.of(instance.apiUrl()), request, deadlines, time, eventLoops.next(), errors)
                .map(ending -> errors.in(() -> {
                    report(Traffic.host(instance.apiUrl()), ending);
                    return meaning.apply(ending);
                }));
    }

    private void tell(ExchangeResult ending, Progress progress) {
        if (ending instanceof Answered it) {
            RateLimit limit = RateLimit.told(it.status(), it.headers()::get, calendar);
            if (limit.isTold()) {
                progress.limited(limit);
            }
        }
    }

    private Answer answer(Instance instance, Method method, ExchangeResult ending) {
        TokenRedaction redaction = new TokenRedaction(instance.token());
        return switch (ending) {
            case Answered it -> classification.of(new ApiResponse(method, it, redaction));
            case NotWritten it -> new Answer.Again(0, redaction.of(it.detail()), 0, false);
            case Unanswered it -> new Answer.Unknown(0, redaction.of(it.detail()));
            case Withheld it -> new Answer.Withheld();
        };
    }

    /** When the event loop last turned that has been silent longest, in monotonic nanoseconds. Any thread. */
    public long lastTurnNanos() {
        return beats.oldestNanos();
    }

    /** GREEN-API docs, page RequestFormat: {@code {apiUrl}/waInstance{id}/{method}/{token}}, {@code /v3} before it for MAX. */
    private static String path(Instance instance, String method) {
        String token = URLEncoder.encode(instance.token().reveal(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return instance.messenger().pathPrefix() + "/waInstance" + instance.id() + "/" + method + "/" + token;
    }

    private void report(String host, ExchangeResult ending) {
        switch (ending) {
            case Answered it -> traffic.ended(host, it.isWhole() ? it.status() : 0);
            case NotWritten it -> traffic.ended(host, 0);
            case Unanswered it -> traffic.ended(host, 0);
            case Withheld it -> {}
        }
    }

    /** Closes every connection and ends the event loops. Calls in flight end as on a broken network. */
    @Override
    public void close() {
        connections
                .disposeLater()
                .then(loops.disposeLater(Duration.ZERO, CLOSE_WITHIN))
                .block(CLOSE_WITHIN.multipliedBy(2));
    }
}
