package io.metronome.dispatch.view;

import org.jspecify.annotations.Nullable;

/**
 * One instance at one moment. Moments are milliseconds since the epoch.
 *
 * @param partition where its commands wait
 * @param delayMillis the delay between two calls; null while it is not known
 * @param nextDue when its next call may start, as far as the instance goes; null when nothing waits or nobody can know
 * @param lastCall when its last paced call was written; null where this worker does not know
 * @param held why nothing is sent; null when it is not held
 * @param emptyAt when its queue will be empty; null where that cannot be known, or was not worked out
 * @param expiring commands of its queue that expire before their turn, as far as that was worked out
 * @param waitsFor the reason for which its next command waits, as {@link Why#reason()} has it; {@link #UNREAD} where none
 *     is known and some may wait unread; null where none waits, or a worker of an older version does not say
 */
public record InstanceView(
        String instance,
        int partition,
        Activity state,
        @Nullable Integer delayMillis,
        Backlog backlog,
        boolean inFlight,
        @Nullable Long nextDue,
        @Nullable Long lastCall,
        @Nullable HeldView held,
        @Nullable Long emptyAt,
        int expiring,
        @Nullable String waitsFor) {

    /** Its partition is not read, so that nobody knows which commands wait there. */
    public static final String UNREAD = "PARTITION_UNREAD";

    /** An instance of whose queue nothing was worked out. */
    public InstanceView(
            String instance,
            int partition,
            Activity state,
            @Nullable Integer delayMillis,
            Backlog backlog,
            boolean inFlight,
            @Nullable Long nextDue,
            @Nullable Long lastCall,
            @Nullable HeldView held) {
        this(instance, partition, state, delayMillis, backlog, inFlight, nextDue, lastCall, held, null, 0, null);
    }

    /** A copy for which that was worked out. */
    public InstanceView withQueue(@Nullable Long empty, int expiringCommands) {
        return with(empty, expiringCommands, waitsFor);
    }

    /** A copy that says that the partition is not read. */
    public InstanceView notRead() {
        return with(emptyAt, expiring, UNREAD);
    }

    private InstanceView with(@Nullable Long empty, int expiringCommands, @Nullable String reason) {
        return new InstanceView(
                instance,
                partition,
                state,
                delayMillis,
                backlog,
                inFlight,
                nextDue,
                lastCall,
                held,
                empty,
                expiringCommands,
                reason);
    }

    /** What an instance does. */
    public enum Activity {
        /** No command waits in its queue, and none is in flight. */
        IDLE("idle"),
        /** Commands wait or are in flight. */
        ACTIVE("active"),
        /** The API says that it cannot send. */
        HELD("held"),
        /** An operator has paused it. */
        PAUSED("paused"),
        /** The instances file does not name it, and commands wait for it. */
        MISSING("missing");

        private final String label;

        Activity(String label) {
            this.label = label;
        }

        /** The word for people and machines. */
        public String label() {
            return label;
        }
    }
}
