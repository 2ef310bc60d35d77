package io.metronome.dispatch.view;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which instances a list shows, and in which order.
 *
 * @param heldOnly whether it shows held instances only
 * @param limit the most instances of a page, from 1 to {@link #MOST}
 * @param after the page begins behind this place; null for the first page
 * @param idPart it shows instances with these digits in their ids only; empty for all
 * @param state it shows instances that do this only; null for all
 */
public record InstanceQuery(
        Sort sort,
        boolean heldOnly,
        int limit,
        @Nullable Cursor after,
        String idPart,
        InstanceView.@Nullable Activity state) {
    /** The most instances of a page. */
    public static final int MOST = 1_000;

    /** A list of all instances, or of the held ones. */
    public InstanceQuery(Sort sort, boolean heldOnly, int limit, @Nullable Cursor after) {
        this(sort, heldOnly, limit, after, "", null);
    }

    /** The order of a list. Instances with equal keys are in the order of their ids. */
    public enum Sort {
        /** By id, as a number. */
        ID("id"),
        /** The longest queue first. */
        BACKLOG("backlog"),
        /** The next call first; instances without one last. */
        NEXT_DUE("nextDue"),
        /** The latest call first; instances without one last. */
        LAST_CALL("lastCall"),
        /** The instance that has been held for the longest time first; the others last. */
        HELD_SINCE("heldSince"),
        /**
         * Instances in trouble first: those that the instances file does not name, then held and paused ones, each in
         * the order of their beginnings, then active ones, the most overdue first, then idle ones.
         */
        TROUBLE("trouble");

        /* More than the milliseconds of any moment that counts. */
        private static final long RANK = 1L << 48;

        private final String label;

        Sort(String label) {
            this.label = label;
        }

        /** The word for people and machines. */
        public String label() {
            return label;
        }

        /** The number that instances are ordered by; the lowest goes first. */
        public long key(InstanceView view) {
            return switch (this) {
                case ID -> 0;
                case BACKLOG -> -view.backlog().total();
                case NEXT_DUE -> view.nextDue() == null ? Long.MAX_VALUE : view.nextDue();
                case LAST_CALL -> view.lastCall() == null ? Long.MAX_VALUE : -view.lastCall();
                case HELD_SINCE ->
                    view.held() == null || view.held().sinceMillis() == null
                            ? Long.MAX_VALUE
                            : view.held().sinceMillis();
                case TROUBLE -> rank(view.state()) * RANK + Math.clamp(within(view), 0, RANK - 1);
            };
        }

        private static long rank(InstanceView.Activity state) {
            return switch (state) {
                case MISSING -> 0;
                case HELD -> 1;
                case PAUSED -> 2;
                case ACTIVE -> 3;
                case IDLE -> 4;
            };
        }

        private static long within(InstanceView view) {
            HeldView held = view.held();
            Long moment = held == null ? view.nextDue() : held.sinceMillis();
            return moment == null ? RANK : moment;
        }
    }

    /** A place in a list: behind the instance with that id and that key. */
    public record Cursor(long key, String instance) {}

    /** The place of an instance in the list. */
    public Cursor cursor(InstanceView view) {
        return new Cursor(sort.key(view), view.instance());
    }

    /** The order of the list. */
    public Comparator<InstanceView> order() {
        return Comparator.comparing(this::cursor, InstanceQuery::compare);
    }

    /** Whether the list shows the instance on any page. */
    public boolean fits(InstanceView view) {
        return (!heldOnly || view.held() != null)
                && (state == null || view.state() == state)
                && view.instance().contains(idPart);
    }

    /** Whether the instance is on this page or on a later one. */
    public boolean isBehindCursor(InstanceView view) {
        return after == null || compare(cursor(view), after) > 0;
    }

    private static int compare(Cursor one, Cursor other) {
        int byKey = Long.compare(one.key(), other.key());
        return byKey != 0 ? byKey : compareIds(one.instance(), other.instance());
    }

    /* Ids are numbers that may be too long for a long. */
    private static int compareIds(String one, String other) {
        int byLength = Integer.compare(one.length(), other.length());
        return byLength != 0 ? byLength : one.compareTo(other);
    }
}
