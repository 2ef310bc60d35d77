package io.metronome.observe.admin;

import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.TooManyReadsException;
import io.metronome.dispatch.view.ViewResult;
import io.metronome.observe.Page;
import io.metronome.observe.PageRequest;
import io.metronome.observe.PageRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
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
        if (isForwarded(request)) {
            return orRefusal(own.map(page -> page(query, page, List.of())));
        }
        return orRefusal(Mono.zip(own, others.ofAll(InstanceQueries.path(query), PeerCodec::instances))
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
        Reader<InstanceDetail> reader =
                new Reader<>("/instances/" + id, codec::instance, PeerCodec::instance, NO_INSTANCE);
        return orRefusal(views.instance(id).flatMap(result -> reader.page(result, request)));
    }

    private Mono<Page> command(PageRequest request) {
        request.query(Set.of());
        String instance = request.parameter("idInstance");
        String id = request.parameter("commandId");
        if (!INSTANCE.matcher(instance).matches() || id.length() > LONGEST_COMMAND_ID) {
            return Mono.just(Page.error(404, NO_COMMAND));
        }
        String path = "/commands/" + instance + "/" + PathText.encoded(id);
        Reader<CommandView> reader =
                new Reader<>(path, view -> codec.command(id, view), PeerCodec::command, NO_COMMAND);
        return orRefusal(views.command(instance, id).flatMap(result -> reader.page(result, request)));
    }

    /** How one kind of view is written, and read from another worker. */
    private final class Reader<T> {
        private final String path;
        private final Function<T, byte[]> encode;
        private final Function<byte[], T> decode;
        private final String absent;

        Reader(String path, Function<T, byte[]> encode, Function<byte[], T> decode, String absent) {
            this.path = path;
            this.encode = encode;
            this.decode = decode;
            this.absent = absent;
        }

        Mono<Page> page(ViewResult<T> result, PageRequest request) {
            return switch (result) {
                case ViewResult.Present<T> present -> Mono.just(Page.json(200, encode.apply(present.view())));
                case ViewResult.Absent<T> none -> Mono.just(Page.error(404, absent));
                case ViewResult.StillRestoring<T> restoring ->
                    Mono.just(busy("partition " + restoring.partition() + " of the instance is being restored", 2));
                case ViewResult.OwnedElsewhere<T> other -> elsewhere(other.partition(), request);
            };
        }

        private Mono<Page> elsewhere(int partition, PageRequest request) {
            return isForwarded(request)
                    ? Mono.just(
                            Page.error(421, "partition " + partition + " of the instance belongs to another worker"))
                    : others.ofOwner(partition, path).map(this::page);
        }

        private Page page(PeerClient.PeerAnswer answer) {
            return switch (answer.status()) {
                case 200 -> Page.json(200, encode.apply(decode.apply(answer.body())));
                case 404 -> Page.error(404, absent);
                default -> busy("the owner of the instance's partition answers " + answer.status(), 2);
            };
        }
    }

    static boolean isForwarded(PageRequest request) {
        return request.header(PeerClient.FORWARDED) != null;
    }

    static Mono<Page> orRefusal(Mono<Page> page) {
        return page.onErrorResume(NotStartedException.class, none -> Mono.just(busy(none.getMessage(), 5)))
                .onErrorResume(PeerAwayException.class, away -> Mono.just(busy(away.getMessage(), 2)))
                .onErrorResume(TooManyReadsException.class, many -> Mono.just(busy(many.getMessage(), 1)))
                .onErrorResume(TimeoutException.class, late -> Mono.just(busy("the worker did not answer in time", 5)));
    }

    private static Page busy(@Nullable String why, int seconds) {
        return Page.error(503, String.valueOf(why)).with("Retry-After", Integer.toString(seconds));
    }
}
