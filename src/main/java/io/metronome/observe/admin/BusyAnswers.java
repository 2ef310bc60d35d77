package io.metronome.observe.admin;

import io.metronome.dispatch.view.TooManyReadsException;
import io.metronome.observe.Page;
import io.metronome.observe.PageRequest;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The answers to requests that cannot be served now. Each says when to ask again. */
final class BusyAnswers {
    private BusyAnswers() {}

    /** Whether another worker asks: it is not asked in turn. */
    static boolean isForwarded(PageRequest request) {
        return request.header(PeerClient.FORWARDED) != null;
    }

    /** The page, or a 503 that says why there is none. */
    static Mono<Page> orRefusal(Mono<Page> page) {
        return page.onErrorResume(NotStartedException.class, none -> Mono.just(busy(none.getMessage(), 5)))
                .onErrorResume(PeerAwayException.class, away -> Mono.just(busy(away.getMessage(), 2)))
                .onErrorResume(TooManyReadsException.class, many -> Mono.just(busy(many.getMessage(), 1)))
                .onErrorResume(OrderRefusedException.class, refused -> Mono.just(busy(refused.getMessage(), 5)))
                .onErrorResume(TimeoutException.class, late -> Mono.just(busy("the worker did not answer in time", 5)));
    }

    static Page busy(@Nullable String why, int seconds) {
        return Page.error(503, String.valueOf(why)).with("Retry-After", Integer.toString(seconds));
    }
}
