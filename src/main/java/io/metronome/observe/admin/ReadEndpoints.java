package io.metronome.observe.admin;

import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.observe.Page;
import io.metronome.observe.PageRequest;
import io.metronome.observe.PageRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The pages about instances and commands. What this worker does not know it asks the owner of the partition for. */
final class ReadEndpoints {
    private static final Pattern INSTANCE = Pattern.compile("\\d{1,32}");
    /* A default id has the name of a topic in it, of up to 249 characters. */
    private static final int LONGEST_COMMAND_ID = 300;
    private static final String NO_INSTANCE = "no such instance";
    private static final String NO_COMMAND =
            "its worker has read no such command that waits, and remembers none that ended";

    private final LocalViews views;
    private final OtherWorkers others;
    private final ViewCodec codec;

    ReadEndpoints(LocalViews views, OtherWorkers others, ViewCodec codec) {
        this.views = views;
        this.others = others;
        this.codec = codec;
    }

    List<PageRoute> routes() {
        return List.of(
                PageRoute.get("/instances", this::instances),
                PageRoute.get("/instances/{id}", this::instance),
                PageRoute.get("/commands/{idInstance}/{commandId}", this::command));
    }

    private Mono<Page> instances(PageRequest request) {
        InstanceQuery query = InstanceQueries.read(request.query(InstanceQueries.PARAMETERS));
        Mono<InstancePage> own = views.instances(query);
        if (BusyAnswers.isForwarded(request)) {
            return BusyAnswers.orRefusal(own.map(page -> page(query, page, List.of())));
        }
        return BusyAnswers.orRefusal(Mono.zip(own, others.ofAll(InstanceQueries.path(query), PeerCodec::instances))
                .map(both -> page(
                        query,
                        merged(query, both.getT1(), both.getT2().answers()),
                        both.getT2().silent())));
    }

    private static InstancePage merged(InstanceQuery query, InstancePage own, List<InstancePage> others) {
        List<InstanceView> all = new ArrayList<>(own.instances());
        long total = own.total();
        for (InstancePage other : others) {
            all.addAll(other.instances());
            total += other.total();
        }
        all.sort(query.order());
        return new InstancePage(all.subList(0, Math.min(all.size(), query.limit())), total);
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
        String id = request.parameter("id");
        if (!INSTANCE.matcher(id).matches()) {
            return Mono.just(Page.error(404, NO_INSTANCE));
        }
        ViewReader<InstanceDetail> reader = new ViewReader<>(
                others,
                "/instances/" + id,
                view -> Mono.just(Page.json(200, codec.instance(view))),
                PeerCodec::instance,
                NO_INSTANCE);
        return BusyAnswers.orRefusal(views.instance(id).flatMap(result -> reader.page(result, request)));
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
        String instance = request.parameter("idInstance");
        String id = request.parameter("commandId");
        if (!INSTANCE.matcher(instance).matches() || id.length() > LONGEST_COMMAND_ID) {
            return Mono.just(Page.error(404, NO_COMMAND));
        }
        String path = "/commands/" + instance + "/" + PathText.encoded(id);
        ViewReader<CommandView> reader = new ViewReader<>(others, path, answer, PeerCodec::command, NO_COMMAND);
        return BusyAnswers.orRefusal(views.command(instance, id).flatMap(result -> reader.page(result, request)));
    }
}
