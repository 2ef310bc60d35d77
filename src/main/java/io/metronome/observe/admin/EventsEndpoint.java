package io.metronome.observe.admin;

import io.metronome.dispatch.loop.Gauges;
import io.metronome.observe.EventStream;
import io.metronome.observe.Page;
import io.metronome.observe.PageAnswer;
import io.metronome.observe.PageRequest;
import io.metronome.observe.PageRoute;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Exceptions;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The stream of what changes: the counts at once, and then, once a second, the counts and the instances that changed, if
 * anything did. All readers share one look a second. A reader that does not keep up loses its connection.
 */
final class EventsEndpoint {
    static final int MOST_READERS = 64;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 16;
    /* Below the time after which the server closes a connection on which nothing is taken. */
    private static final int KEEP_ALIVE_PERIODS = 10;

    private final Gauges gauges;
    private final ChangedInstances changes;
    private final Flux<String> shared;
    private final AtomicInteger readers = new AtomicInteger();
    private String last = "";
    private int silentPeriods;

    /** @param scheduler measures the seconds, and writes the events */
    EventsEndpoint(Gauges gauges, ChangedInstances changes, Scheduler scheduler) {
        this.gauges = gauges;
        this.changes = changes;
        this.shared = Flux.interval(PERIOD, scheduler)
                .onBackpressureDrop()
                .<String>handle((tick, sink) -> {
                    String next = look();
                    if (!next.isEmpty()) {
                        sink.next(next);
                    }
                })
                .doOnSubscribe(first -> changes.want(true))
                .doFinally(end -> changes.want(false))
                .publish()
                .refCount();
    }

    PageRoute route() {
        return PageRoute.get("/events", this::events);
    }

    private Mono<PageAnswer> events(PageRequest request) {
        request.query(Set.of());
        if (request.isHead()) {
            return Mono.just(new Page(200, EventStream.CONTENT_TYPE, new byte[0]));
        }
        if (readers.incrementAndGet() > MOST_READERS) {
            readers.decrementAndGet();
            return Mono.just(Page.error(503, "too many readers of events").with("Retry-After", "10"));
        }
        return Mono.just(new EventStream(events().doFinally(end -> readers.decrementAndGet())));
    }

    /** The events for one reader. */
    Flux<String> events() {
        Mono<String> first = Mono.fromSupplier(() -> EventCodec.changed(gauges, ChangedInstances.Changes.NONE));
        return Flux.concat(first, shared)
                .onBackpressureBuffer(MOST_WAITING, BufferOverflowStrategy.ERROR)
                .onErrorComplete(Exceptions::isOverflow);
    }

    /* One thread looks at a time. */
    private String look() {
        String counts = EventCodec.changed(gauges, ChangedInstances.Changes.NONE);
        ChangedInstances.Changes taken = changes.take();
        boolean isSame = counts.equals(last) && taken.instances().isEmpty();
        last = counts;
        silentPeriods = isSame ? silentPeriods + 1 : 0;
        if (!isSame) {
            return EventCodec.changed(gauges, taken);
        }
        return silentPeriods % KEEP_ALIVE_PERIODS == 0 ? EventCodec.KEEP_ALIVE : "";
    }
}
