package io.metronome.observe.admin;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Asks the other workers of the group, each of them at most once for a request. */
final class OtherWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(OtherWorkers.class);
    private static final int AT_A_TIME = 16;

    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(2);

    private final PeerClient client;
    private final Supplier<String> self;
    private final Scheduler timer;
    private volatile Peers peers = Peers.NONE;

    /** @param self this worker's id in the group */
    OtherWorkers(PeerClient client, Supplier<String> self, Scheduler timer) {
        this.client = client;
        this.self = self;
        this.timer = timer;
    }

    /** The worker has begun: its group is known. */
    void open(Peers opened) {
        peers = opened;
    }

    /** What the others answered, and the members that did not. */
    record Answers<T>(List<T> answers, List<String> silent) {}

    /** Asks the owner of the partition; an error of {@link PeerAwayException} where it cannot be asked. */
    Mono<PeerClient.PeerAnswer> ofOwner(int partition, String path) {
        return others().flatMapIterable(all -> all)
                .filter(peer -> peer.partitions().contains(partition))
                .next()
                .switchIfEmpty(Mono.error(
                        new PeerAwayException("partition " + partition + " of the instance has no owner just now")))
                .flatMap(owner -> ask(owner, path));
    }

    /** Asks all of them. One that does not answer, or whose answer cannot be read, is named. */
    <T> Mono<Answers<T>> ofAll(String path, Function<byte[], T> decode) {
        return others().flatMapMany(Flux::fromIterable)
                .flatMap(peer -> one(peer, path, decode), AT_A_TIME)
                .collectList()
                .map(OtherWorkers::together)
                .onErrorResume(
                        PeerAwayException.class,
                        away -> Mono.just(new Answers<>(List.of(), List.of(String.valueOf(away.getMessage())))));
    }

    private <T> Mono<Answers<T>> one(Peer peer, String path, Function<byte[], T> decode) {
        return ask(peer, path)
                .map(answer -> {
                    if (answer.status() != 200) {
                        throw new PeerAwayException("the worker " + peer.member() + " answers " + answer.status());
                    }
                    return new Answers<>(List.of(decode.apply(answer.body())), List.of());
                })
                .onErrorResume(PeerAwayException.class, away -> {
                    LOG.debug("Worker {} does not answer: {}", peer.member(), away.getMessage());
                    return Mono.just(new Answers<>(List.of(), List.of(peer.member())));
                });
    }

    private static <T> Answers<T> together(List<Answers<T>> all) {
        List<T> answers = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        all.forEach(one -> {
            answers.addAll(one.answers());
            silent.addAll(one.silent());
        });
        silent.sort(Comparator.naturalOrder());
        return new Answers<>(answers, silent);
    }

    private Mono<PeerClient.PeerAnswer> ask(Peer peer, String path) {
        URI url = peer.url();
        return url == null
                ? Mono.error(new PeerAwayException(
                        "the worker " + peer.member() + " does not tell its address (http.advertised-url)"))
                : client.get(url, path);
    }

    private Mono<List<Peer>> others() {
        return Mono.defer(() -> peers.members())
                .timeout(KAFKA_PATIENCE, timer)
                .map(all -> all.stream()
                        .filter(peer -> !peer.member().equals(self.get()))
                        .toList())
                .onErrorMap(
                        failure -> failure instanceof Exception && !(failure instanceof PeerAwayException),
                        failure -> new PeerAwayException("Kafka does not tell the members of the group"));
    }
}
