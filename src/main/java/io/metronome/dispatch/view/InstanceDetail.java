package io.metronome.dispatch.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instance, with what the list does not show.
 *
 * @param delaySource where its delay comes from
 * @param pace what rules its pace beside the delay
 * @param queue its first commands, in the order of their turns as things are now
 * @param outcomes how its last commands ended, as far as this worker remembers; the last one first
 * @param emptyAt when its queue will be empty, milliseconds since the epoch; null where that cannot be known
 * @param oldestAt when the oldest command of its queue was read, milliseconds since the epoch; null where none waits
 * @param expiring commands of its queue that expire before their turn, even if the first one goes now
 * @param purge what a purge would end; null where an older worker does not say
 * @param limits methods that the API does not accept for a while
 */
public record InstanceDetail(
        InstanceView view,
        DelaySource delaySource,
        PaceView pace,
        List<QueuedCommand> queue,
        List<EndedCommand> outcomes,
        @Nullable Long emptyAt,
        @Nullable Long oldestAt,
        int expiring,
        @Nullable PurgePreview purge,
        List<LimitedMethod> limits) {

    /** An instance with nothing but a delay, in whose queue nothing is old or expires, and which no purge would change. */
    public InstanceDetail(
            InstanceView view,
            DelaySource delaySource,
            List<QueuedCommand> queue,
            List<EndedCommand> outcomes,
            @Nullable Long emptyAt) {
        this(view, delaySource, PaceView.NONE, queue, outcomes, emptyAt, null, 0, PurgePreview.NOTHING, List.of());
    }

    /** Where a delay comes from. */
    public enum DelaySource {
        /** It is not known yet. */
        UNKNOWN("unknown"),
        /** The instances file. */
        INSTANCES_FILE("instances-file"),
        /** getSettings. */
        GET_SETTINGS("getSettings"),
        /** A setSettings that getSettings does not show yet: the longer of the two delays. */
        SET_SETTINGS("setSettings"),
        /** The former owner of the partition. */
        LEDGER("ledger"),
        /** getSettings could not be read: {@code pacing.fallback-delay}. */
        FALLBACK("fallback");

        private final String label;

        DelaySource(String label) {
            this.label = label;
        }

        /** The word for people and machines. */
        public String label() {
            return label;
        }
    }

    /** A method that the API limits until then, milliseconds since the epoch. */
    public record LimitedMethod(String method, long until) {}

    /** A command in the queue, and how often it was called. */
    public record QueuedCommand(String commandId, String method, String priority, int attempts) {}
}
