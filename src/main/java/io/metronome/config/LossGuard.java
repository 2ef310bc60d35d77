package io.metronome.config;

import io.metronome.command.Instance;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges a reload that loses instances. The file may be half written, or its source may have lost entries, and a command
 * without its instance ends for good. So a smaller file counts only when two looks agree. Where too much is lost, the
 * lost instances stay until the file has lacked them for ten minutes. One thread calls this.
 */
final class LossGuard {
    private static final Duration CONFIRMATION = Duration.ofMinutes(10);
    private static final int TENTH = 10;

    private final boolean lossAllowed;
    private final Predicate<Collection<String>> waiting;
    private @Nullable Loss loss;

    /** The judgment of a reading. */
    enum Judgment {
        /** The new file counts. */
        ACCEPT,
        /** Nothing counts until another look finds the same. */
        LOOK_AGAIN,
        /** The new file counts, but for the instances that it lacks: these stay. */
        KEEP_LOST
    }

    /** A reading that lacks instances, since when it was seen, and how often. */
    private record Loss(Map<String, Instance> read, long sinceNanos, int looks) {}

    /**
     * Makes a guard.
     *
     * @param lossAllowed whether two looks that agree are enough, however much is lost
     * @param waiting whether commands of one of the instances with those ids wait here
     */
    LossGuard(boolean lossAllowed, Predicate<Collection<String>> waiting) {
        this.lossAllowed = lossAllowed;
        this.waiting = waiting;
    }

    /** Whether the file has to be read although it did not change: for the second look, and for the confirmation. */
    boolean wantsAnotherLook(long nowNanos) {
        return loss != null && (loss.looks() == 1 || isConfirmed(loss, nowNanos));
    }

    /** The reading that lost instances and does not count yet. Null where there is none. */
    @Nullable
    Map<String, Instance> pending() {
        return loss == null ? null : loss.read();
    }

    /** Forgets what was lost, for example because the file is broken now. */
    void reset() {
        loss = null;
    }

    /**
     * Judges a reading.
     *
     * @param fresh whether the file was read just now
     */
    Judgment judge(Map<String, Instance> known, Map<String, Instance> read, boolean fresh, long nowNanos) {
        List<String> lost = lost(known, read);
        if (lost.isEmpty()) {
            loss = null;
            return Judgment.ACCEPT;
        }
        Loss seen = loss;
        if (seen == null || !seen.read().equals(read)) {
            loss = new Loss(read, nowNanos, 1);
            return Judgment.LOOK_AGAIN;
        }
        loss = new Loss(seen.read(), seen.sinceNanos(), seen.looks() + (fresh ? 1 : 0));
        if (lossAllowed || isConfirmed(seen, nowNanos) || isSmall(lost, known)) {
            loss = null;
            return Judgment.ACCEPT;
        }
        return Judgment.KEEP_LOST;
    }

    /** The ids that a reading lacks, in the order of the file. */
    static List<String> lost(Map<String, Instance> known, Map<String, Instance> read) {
        return known.keySet().stream().filter(id -> !read.containsKey(id)).toList();
    }

    private static boolean isConfirmed(Loss loss, long nowNanos) {
        return nowNanos - loss.sinceNanos() >= CONFIRMATION.toNanos();
    }

    private boolean isSmall(List<String> lost, Map<String, Instance> known) {
        return lost.size() * TENTH <= known.size() && !waiting.test(lost);
    }
}
