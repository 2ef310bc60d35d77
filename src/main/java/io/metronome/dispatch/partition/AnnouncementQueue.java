package io.metronome.dispatch.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The announcements of a partition: those that wait for a checkpoint, and those of the checkpoint that was cut last. */
final class AnnouncementQueue {
    private final List<Announcement<?>> waiting = new ArrayList<>();
    private List<Announcement<?>> cut = List.of();

    void add(Announcement<?> announcement) {
        waiting.add(announcement);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * The checkpoint that was just cut contains what the calls need. In one pass: right after an outage every lane of the
     * partition may announce.
     *
     * @param isCut whether the last departure and the condition of an instance are in a checkpoint
     */
    void cut(Predicate<String> isCut) {
        List<Announcement<?>> whole = new ArrayList<>();
        waiting.removeIf(one -> {
            boolean isWhole = !one.isWithdrawn() && one.isInCut() && isCut.test(one.instance());
            if (isWhole) {
                whole.add(one);
            }
            return isWhole || one.isWithdrawn();
        });
        cut = whole;
    }

    /** Takes the announcements of the checkpoint that was cut last and is now committed. */
    List<Announcement<?>> takeCut() {
        List<Announcement<?>> taken = cut;
        cut = List.of();
        return taken;
    }

    void clear() {
        waiting.clear();
        cut = List.of();
    }
}
