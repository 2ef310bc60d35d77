package io.metronome.observe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The pages that need no token: metrics and health. */
final class PublicEndpoints {
    private final Meters meters;
    private final Health health;
    private final Scheduler render;

    /** @param render the scheduler that writes scrapes, which take tens of milliseconds */
    PublicEndpoints(Meters meters, Health health, Scheduler render) {
        this.meters = meters;
        this.health = health;
        this.render = render;
    }

    List<PageRoute> routes() {
        return List.of(
                PageRoute.get("/livez", request -> verdict(health::alive)),
                PageRoute.get("/readyz", request -> verdict(health::ready)),
                PageRoute.get("/metrics", request -> metrics(request.header("Accept"))));
    }

    /** The two pages for an orchestrator. */
    static List<PageRoute> probes(Health health) {
        return List.of(
                PageRoute.get("/livez", request -> verdict(health::alive)),
                PageRoute.get("/readyz", request -> verdict(health::ready)));
    }

    private static Mono<Page> verdict(Supplier<Health.Verdict> ask) {
        return Mono.fromSupplier(() -> {
            Health.Verdict verdict = ask.get();
            return Page.text(verdict.good() ? 200 : 503, verdict.reason());
        });
    }

    private Mono<Page> metrics(@Nullable String accept) {
        return Mono.fromCallable(() -> scrape(Exposition.accepted(accept))).subscribeOn(render);
    }

    private Page scrape(String contentType) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        meters.scrape(bytes, contentType);
        return new Page(200, contentType, bytes.toByteArray());
    }
}
