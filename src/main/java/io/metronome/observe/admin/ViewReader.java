package io.metronome.observe.admin;

import io.metronome.dispatch.view.ViewResult;
import io.metronome.observe.Page;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Finds one kind of view, here or at the worker that owns it, and answers with it.
 *
 * @param <T> the views
 */
final class ViewReader<T> {
    private final OtherWorkers others;
    private final String path;
    private final Function<T, Mono<Page>> answer;
    private final Function<byte[], T> decode;
    private final String absent;

    /**
     * @param path where another worker shows it
     * @param answer what to answer when there is one
     * @param decode reads the page of another worker
     * @param absent what to say when there is none
     */
    ViewReader(
            OtherWorkers others,
            String path,
            Function<T, Mono<Page>> answer,
            Function<byte[], T> decode,
            String absent) {
        this.others = others;
        this.path = path;
        this.answer = answer;
        this.decode = decode;
        this.absent = absent;
    }

    /** @param isForwarded whether another worker asks: it is not asked in turn */
    Mono<Page> page(ViewResult<T> result, boolean isForwarded) {
        return switch (result) {
            case ViewResult.Present<T> present -> answer.apply(present.view());
            case ViewResult.Absent<T> none -> Mono.just(Page.error(404, absent));
            case ViewResult.NotRead<T> unread ->
                Mono.just(BusyAnswers.busy(
                        "partition " + unread.partition()
                                + " of the instance is not read, so nobody knows what waits there: " + unread.why(),
                        5));
            case ViewResult.StillRestoring<T> restoring ->
                Mono.just(BusyAnswers.busy(
                        "partition " + restoring.partition() + " of the instance is being restored", 2));
            case ViewResult.OwnedElsewhere<T> other -> elsewhere(other.partition(), isForwarded);
        };
    }

    private Mono<Page> elsewhere(int partition, boolean isForwarded) {
        return isForwarded
                ? Mono.just(Page.error(421, "partition " + partition + " of the instance belongs to another worker"))
                : others.ofOwner(partition, path).flatMap(this::page);
    }

    private Mono<Page> page(PeerClient.PeerAnswer asked) {
        return switch (asked.status()) {
            case 200 -> answer.apply(decode.apply(asked.body()));
            case 404 -> Mono.just(Page.error(404, absent));
            default ->
                Mono.just(BusyAnswers.busy("the owner of the instance's partition answers " + asked.status(), 2));
        };
    }
}
