package io.metronome.observe.board;

import io.metronome.dispatch.view.InstancePage;
import io.metronome.observe.Health;
import io.metronome.observe.Page;
import io.metronome.observe.PageRequest;
import io.metronome.observe.PageRoute;
import io.metronome.observe.admin.GroupReads;
import io.metronome.observe.admin.InstanceListing;
import io.metronome.observe.admin.WorkerListing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The pages of the board. What they show is at most two seconds old, and is asked for and written once for all readers of
 * one address.
 */
public final class Board {
    private static final Duration AGE = Duration.ofSeconds(2);
    private static final int MOST_PAGES = 128;
    private static final int NOT_MODIFIED = 304;

    private final GroupReads reads;
    private final Health health;
    private final InstantSource calendar;
    private final Scheduler scheduler;
    private final Mono<GroupSnapshot> snapshot;

    /* Only for the server's event loop. */
    private final Map<PageKey, Mono<Page>> pages = new LinkedHashMap<>();

    private record PageKey(BoardFormat format, BoardQuery query, boolean compressed) {}

    /** @param scheduler writes the pages, and measures their age */
    public Board(GroupReads reads, Health health, InstantSource calendar, Scheduler scheduler) {
        this.reads = reads;
        this.health = health;
        this.calendar = calendar;
        this.scheduler = scheduler;
        this.snapshot = reads.workers()
                .publishOn(scheduler)
                .map(this::present)
                .onErrorResume(Exception.class, failure -> Mono.fromSupplier(this::absent))
                .cache(AGE, scheduler);
    }

    public List<PageRoute> routes() {
        return Stream.concat(
                        Stream.of(
                                PageRoute.get("/", request -> board(BoardFormat.HTML, request)),
                                PageRoute.get("/board.json", request -> board(BoardFormat.TREE, request))),
                        BoardFiles.routes().stream())
                .toList();
    }

    private Mono<Page> board(BoardFormat format, PageRequest request) {
        BoardQuery query = BoardQuery.read(request.query(BoardQuery.PARAMETERS));
        String accepted = request.header("Accept-Encoding");
        PageKey key = new PageKey(format, query, accepted != null && accepted.contains("gzip"));
        String known = request.header("If-None-Match");
        return cached(key)
                .map(page -> known != null && known.equals(page.headers().get("ETag"))
                        ? new Page(NOT_MODIFIED, page.contentType(), new byte[0], page.headers())
                        : page);
    }

    private Mono<Page> cached(PageKey key) {
        Mono<Page> page = pages.remove(key);
        if (page == null) {
            Mono<Page> plain = page(key.format(), key.query());
            page = (key.compressed() ? plain.map(BoardFormat::compressed) : plain).cache(AGE, scheduler);
        }
        pages.put(key, page);
        if (pages.size() > MOST_PAGES) {
            pages.remove(pages.keySet().iterator().next());
        }
        return page;
    }

    private Mono<Page> page(BoardFormat format, BoardQuery query) {
        return snapshot.flatMap(now -> {
            if (query.instance().isEmpty()) {
                return overview(format, query, now);
            }
            Mono<Page> page = query.command().isEmpty() ? instance(format, query, now) : command(format, query, now);
            return page.publishOn(scheduler)
                    .map(answer -> answer.status() == 200 ? answer : refused(format, now, answer.status()));
        });
    }

    private Mono<Page> overview(BoardFormat format, BoardQuery query, GroupSnapshot now) {
        return reads.instances(query.list())
                .onErrorReturn(
                        Exception.class,
                        new InstanceListing(
                                new InstancePage(List.of(), 0), now.group().silent()))
                .publishOn(scheduler)
                .map(listing -> format.page(200, title(now), overview(query, listing, now), now.atMillis()));
    }

    private List<HtmlElement> overview(BoardQuery query, InstanceListing listing, GroupSnapshot now) {
        long at = now.atMillis();
        HtmlElement group = HtmlElement.of(
                        "div",
                        GroupSections.workers(now.group(), at),
                        GroupSections.hosts(now.group(), at),
                        DeadLettersSection.of(now.group()))
                .with("class", "group")
                .with("data-key", "group");
        HtmlElement columns = HtmlElement.of("div", group, InstancesSection.of(query, listing, at))
                .with("class", "columns")
                .with("data-key", "columns");
        return List.of(StatusSection.of(now.status()), columns, AuditSection.of(reads.audit(), at));
    }

    private Mono<Page> instance(BoardFormat format, BoardQuery query, GroupSnapshot now) {
        return reads.instance(
                false,
                query.instance(),
                detail -> Mono.just(detail)
                        .publishOn(scheduler)
                        .map(known -> subject(format, 200, now, InstanceSection.of(known, now.atMillis()))));
    }

    private Mono<Page> command(BoardFormat format, BoardQuery query, GroupSnapshot now) {
        return reads.command(
                false,
                query.instance(),
                query.command(),
                view -> Mono.just(view)
                        .publishOn(scheduler)
                        .map(known -> subject(
                                format,
                                200,
                                now,
                                List.of(CommandSection.of(query.instance(), query.command(), known, now.atMillis())))));
    }

    private static Page refused(BoardFormat format, GroupSnapshot now, int status) {
        String why = status == 404
                ? "There is none. Either the id is wrong, or the command was not read yet, or it ended long ago."
                : "The worker that knows does not answer just now. Reload in a few seconds.";
        HtmlElement section = HtmlElement.of(
                        "section",
                        HtmlElement.of("h2", status == 404 ? "Not found" : "No answer")
                                .with("id", "subject")
                                .with("tabindex", "-1"),
                        HtmlElement.of("p", why))
                .with("data-key", "refused");
        return subject(format, status, now, List.of(section));
    }

    private static Page subject(BoardFormat format, int status, GroupSnapshot now, List<HtmlElement> sections) {
        HtmlElement back = HtmlElement.of("p", BoardParts.inside(HtmlElement.link("./", "← All instances")))
                .with("data-key", "back");
        List<HtmlElement> nodes = Stream.concat(Stream.of(StatusSection.of(now.status()), back), sections.stream())
                .toList();
        return format.page(status, title(now), nodes, now.atMillis());
    }

    private static String title(GroupSnapshot now) {
        return now.status().sentence() + " – metronome";
    }

    private GroupSnapshot present(WorkerListing group) {
        long at = calendar.millis();
        return new GroupSnapshot(at, group, StatusSentence.of(SendingFacts.of(at, group)));
    }

    private GroupSnapshot absent() {
        long at = calendar.millis();
        Health.Verdict ready = health.ready();
        String why = ready.good() ? "this worker does not answer in time" : ready.reason();
        SendingFacts facts = SendingFacts.away(at, why.replaceFirst("^not ready: ", ""));
        return new GroupSnapshot(at, new WorkerListing(List.of(), List.of()), StatusSentence.of(facts));
    }
}
