package io.metronome.app;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instance as a worker describes it, and how urgently somebody should look at it.
 *
 * @param fields as the admin API has them
 */
record TroubledInstance(Map<String, Object> fields, Trouble kind, Duration overdue) {
    /* Clocks differ a little, and a due call takes a moment. */
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    /** The kinds of trouble that an instance can have, the worst first. */
    enum Trouble {
        /** Commands wait, and the instance cannot send. */
        HELD,
        /** The next call could have started, and has not. */
        OVERDUE,
        /** Commands wait, and an operator has paused the instance. */
        PAUSED,
        NONE
    }

    static TroubledInstance of(Map<String, Object> fields, Instant now) {
        Instant due = moment(fields.get("nextDue"));
        Duration late = due == null || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now);
        boolean waits = backlog(fields) > 0;
        Object state = fields.get("state");
        boolean isLate = late.compareTo(TOLERATED) > 0 && !Integer.valueOf(1).equals(fields.get("inFlight"));
        if (waits && ("held".equals(state) || "missing".equals(state))) {
            return new TroubledInstance(fields, Trouble.HELD, Duration.ZERO);
        }
        if (waits && "paused".equals(state)) {
            return new TroubledInstance(fields, Trouble.PAUSED, Duration.ZERO);
        }
        return waits && isLate
                ? new TroubledInstance(fields, Trouble.OVERDUE, late)
                : new TroubledInstance(fields, Trouble.NONE, Duration.ZERO);
    }

    /** The worst trouble first, then what is overdue for longest, then the longest queue. */
    static Comparator<TroubledInstance> worstFirst() {
        return Comparator.comparing(TroubledInstance::kind)
                .thenComparing(TroubledInstance::overdue, Comparator.reverseOrder())
                .thenComparing(TroubledInstance::backlog, Comparator.reverseOrder())
                .thenComparing(TroubledInstance::id);
    }

    String id() {
        return String.valueOf(fields.get("id"));
    }

    /** How many commands wait. */
    long backlog() {
        return backlog(fields);
    }

    TroubledInstance with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new TroubledInstance(more, kind, overdue);
    }

    /** The trouble in words for people; empty where there is none. */
    String inWords() {
        return switch (kind) {
            case HELD, PAUSED -> heldBy();
            case OVERDUE -> "overdue for " + overdue.toSeconds() + " s" + waitsFor(": ");
            case NONE -> "active".equals(fields.get("state")) ? waitsFor("") : "";
        };
    }

    private String heldBy() {
        Object state = fields.get("state");
        return fields.get("held") instanceof Map<?, ?> held
                ? InstanceWords.held(held)
                : "missing".equals(state) ? "the instances file does not name it" : String.valueOf(state);
    }

    private String waitsFor(String before) {
        String words = InstanceWords.waitsFor(fields.get("waitsFor"));
        return words.isEmpty() ? "" : before + words;
    }

    private static long backlog(Map<String, Object> fields) {
        return fields.get("backlog") instanceof Map<?, ?> backlog
                ? backlog.values().stream()
                        .mapToLong(count -> count instanceof Number number ? number.longValue() : 0)
                        .sum()
                : 0;
    }

    private static @Nullable Instant moment(@Nullable Object text) {
        try {
            return text == null ? null : Instant.parse(text.toString());
        } catch (DateTimeParseException other) {
            return null;
        }
    }
}
