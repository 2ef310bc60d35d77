package io.metronome.observe.admin;

import io.metronome.control.ControlRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** Takes what operators want, and remembers it. */
final class FixedOrders implements Orders {
    static final long NEXT_OFFSET = 42;
    static final long OFFSET = 7;

    private final List<ControlRecord> written = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /** The orders so far. */
    List<ControlRecord> written() {
        return written;
    }

    /** Kafka does not answer from now on. */
    void away() {
        away = true;
    }

    @Override
    public boolean knows(String instance) {
        return instance.startsWith("11010000");
    }

    @Override
    public Mono<Long> write(ControlRecord wanted) {
        if (away) {
            return Mono.error(new OrderRefusedException("the topic does not take the request"));
        }
        written.add(wanted);
        return Mono.just(OFFSET);
    }

    @Override
    public Mono<Long> nextOffset(String instance) {
        return Mono.just(NEXT_OFFSET);
    }
}
