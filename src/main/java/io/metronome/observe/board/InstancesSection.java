package io.metronome.observe.board;

import io.metronome.dispatch.view.InstanceQuery.Sort;
import io.metronome.dispatch.view.InstanceView;
import io.metronome.dispatch.view.InstanceView.Activity;
import io.metronome.observe.admin.InstanceListing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of instances, with the form that searches, filters and sorts it. */
final class InstancesSection {
    private static final List<String> COLUMNS = List.of(
            "Instance", "State", "Why, and until when", "Next call", "#Waiting", "Queue empty at", "Last call", "Act");
    private static final long OVERDUE = 5_000;

    private final BoardQuery query;
    private final long nowMillis;

    private InstancesSection(BoardQuery query, long nowMillis) {
        this.query = query;
        this.nowMillis = nowMillis;
    }

    static HtmlElement of(BoardQuery query, InstanceListing listing, long nowMillis) {
        return new InstancesSection(query, nowMillis).section(listing);
    }

    private HtmlElement section(InstanceListing listing) {
        List<InstanceView> shown = listing.page().instances();
        HtmlElement section = BoardParts.table(
                "instances", "Instances", COLUMNS, shown.stream().map(this::row).toList(), "No instance fits.");
        section.add(paging(listing));
        return HtmlElement.of("div", form(), section).with("data-key", "list");
    }

    private HtmlElement paging(InstanceListing listing) {
        List<InstanceView> shown = listing.page().instances();
        HtmlElement line = HtmlElement.of("p")
                .text(BoardText.number(shown.size()) + " of "
                        + BoardText.count(listing.page().total(), "instance", "instances")
                        + (listing.silent().isEmpty() ? "" : ", without those of workers that do not answer"));
        if (query.list().after() != null) {
            line.text(" · ").add(BoardParts.inside(HtmlElement.link(query.listWith(Map.of()), "First page")));
        }
        if (shown.size() == query.list().limit() && listing.page().total() > shown.size()) {
            line.text(" · ")
                    .add(BoardParts.inside(
                            HtmlElement.link(query.listAfter(query.list().cursor(shown.getLast())), "Next page")));
        }
        return line;
    }

    private HtmlElement form() {
        HtmlElement search = HtmlElement.of("input")
                .with("type", "text")
                .with("name", "id")
                .with("id", "search")
                .with("inputmode", "numeric")
                .with("maxlength", "32")
                .with("autocomplete", "off")
                .with("value", query.list().idPart());
        return HtmlElement.of(
                        "form",
                        labelled("Digits of the id", "search", search),
                        labelled("State", "state", states()),
                        labelled("Order", "sort", orders()),
                        HtmlElement.of("button", "Show").with("type", "submit"))
                .with("method", "get")
                .with("action", "./")
                .with("role", "search")
                .with("aria-label", "Instances")
                .with("data-key", "search");
    }

    private static HtmlElement labelled(String word, String of, HtmlElement field) {
        return HtmlElement.of("div", HtmlElement.of("label", word).with("for", of), field);
    }

    private HtmlElement states() {
        HtmlElement select = HtmlElement.of("select").with("name", "state").with("id", "state");
        select.add(HtmlElement.of("option", "all").with("value", ""));
        for (Activity state : Activity.values()) {
            select.add(
                    option(state.label(), state.label(), state == query.list().state()));
        }
        return select;
    }

    private HtmlElement orders() {
        HtmlElement select = HtmlElement.of("select").with("name", "sort").with("id", "sort");
        for (Sort sort : Sort.values()) {
            String word = switch (sort) {
                case ID -> "id";
                case BACKLOG -> "longest queue";
                case NEXT_DUE -> "next call";
                case LAST_CALL -> "latest call";
                case HELD_SINCE -> "held the longest";
                case TROUBLE -> "trouble first";
            };
            select.add(option(sort.label(), word, sort == query.list().sort()));
        }
        return select;
    }

    private static HtmlElement option(String value, String word, boolean isSelected) {
        HtmlElement option = HtmlElement.of("option", word).with("value", value);
        return isSelected ? option.with("selected", "") : option;
    }

    private HtmlElement row(InstanceView view) {
        String id = view.instance();
        HtmlElement act = view.state() == Activity.PAUSED
                ? BoardParts.button("resume", "Resume", id, id)
                : BoardParts.button("pause", "Pause", id, id);
        return BoardParts.row(
                "i" + id,
                BoardParts.rowHead(BoardParts.instanceLink(id)),
                BoardParts.cell(InstanceReason.state(view)),
                BoardParts.cell(InstanceReason.of(view, nowMillis)).with("class", "why"),
                next(view),
                queue(view),
                BoardParts.cell(BoardParts.moment(emptyAt(view), nowMillis)),
                BoardParts.cell(BoardParts.moment(view.lastCall(), nowMillis)),
                BoardParts.cell(act));
    }

    private HtmlElement next(InstanceView view) {
        Long due = view.nextDue();
        HtmlElement cell = BoardParts.cell(BoardParts.moment(due, nowMillis));
        long late = due == null || view.state() != Activity.ACTIVE ? 0 : nowMillis - due;
        return late > OVERDUE
                ? cell.text(" ").add(BoardParts.badge("late", "!", BoardText.span(minutes(late)) + " late"))
                : cell;
    }

    /* A page that is the same for a minute need not be sent again. */
    private static long minutes(long millis) {
        return millis < 60_000 ? Math.max(OVERDUE, millis / 10_000 * 10_000) : millis / 60_000 * 60_000;
    }

    private static HtmlElement queue(InstanceView view) {
        HtmlElement cell = BoardParts.number(waiting(view));
        return view.expiring() == 0
                ? cell
                : cell.text(" ")
                        .add(BoardParts.badge(
                                "late", "!", BoardText.number(view.expiring()) + " expire before their turn"));
    }

    private static String waiting(InstanceView view) {
        int total = view.backlog().total();
        int high = view.backlog().high();
        return BoardText.number(total)
                + (high > 0 ? String.format(Locale.ROOT, " (%,d high)", high) : "")
                + (view.inFlight() ? " + 1 in flight" : "");
    }

    private static @Nullable Long emptyAt(InstanceView view) {
        if (InstanceReason.isStopped(view)) {
            return null;
        } else if (view.emptyAt() != null) {
            return view.emptyAt();
        }
        Integer delay = view.delayMillis();
        Long due = view.nextDue();
        int total = view.backlog().total();
        return delay == null || due == null || total == 0 || view.state() != Activity.ACTIVE
                ? null
                : Long.valueOf(due + (total - 1L) * delay);
    }
}
