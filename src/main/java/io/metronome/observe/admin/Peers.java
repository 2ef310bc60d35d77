package io.metronome.observe.admin;

import java.util.List;
import reactor.core.publisher.Mono;

/** Knows the other workers of the group. */
@FunctionalInterface
public interface Peers {
    /** Nobody knows any. */
    Peers NONE = () -> Mono.just(List.of());

    /** The members of the consumer group, as Kafka knows them now, this worker included. It does not block. */
    Mono<List<Peer>> members();
}
