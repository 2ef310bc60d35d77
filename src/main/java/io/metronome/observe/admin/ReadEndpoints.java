package io.metronome.observe.admin;

import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.observe.Page;
import io.metronome.observe.PageRequest;
import io.metronome.observe.PageRoute;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The pages about instances and commands, and about what operators wanted of them. */
final class ReadEndpoints {
    private final GroupReads reads;
    private final ViewCodec codec;

    ReadEndpoints(GroupReads reads, ViewCodec codec) {
        this.reads = reads;
        this.codec = codec;
    }

    List<PageRoute> routes() {
        return List.of(
                PageRoute.get("/instances", this::instances),
                PageRoute.get("/instances/{id}", this::instance),
                PageRoute.get("/commands/{idInstance}/{commandId}", this::command),
                PageRoute.get("/audit", this::audit));
    }

    private Mono<Page> instances(PageRequest request) {
        InstanceQuery query = InstanceQueries.read(request.query(InstanceQueries.PARAMETERS));
        return BusyAnswers.orRefusal(
                BusyAnswers.isForwarded(request)
                        ? reads.own(query).map(page -> page(query, page, List.of()))
                        : reads.instances(query).map(listing -> page(query, listing.page(), listing.silent())));
    }

    private static Page page(InstanceQuery query, InstancePage page, List<String> silent) {
        boolean isLast = page.instances().size() < query.limit();
        @Nullable
        String next = isLast
                ? null
                : InstanceQueries.text(query.cursor(page.instances().getLast()));
        return Page.json(200, ViewCodec.instances(page.instances(), page.total(), next, silent));
    }

    private Mono<Page> instance(PageRequest request) {
        request.query(Set.of());
        return reads.instance(
                BusyAnswers.isForwarded(request),
                request.parameter("id"),
                view -> Mono.just(Page.json(200, codec.instance(view))));
    }

    private Mono<Page> command(PageRequest request) {
        request.query(Set.of());
        return command(request, view -> Mono.just(Page.json(200, codec.command(request.parameter("commandId"), view))));
    }

    /**
     * Finds the command that the path names, and answers with it.
     *
     * @param answer what to answer when it is known
     */
    Mono<Page> command(PageRequest request, Function<CommandView, Mono<Page>> answer) {
        return reads.command(
                BusyAnswers.isForwarded(request),
                request.parameter("idInstance"),
                request.parameter("commandId"),
                answer);
    }

    private Mono<Page> audit(PageRequest request) {
        request.query(Set.of());
        return Mono.just(Page.json(200, AuditCodec.encode(reads.audit())));
    }
}
