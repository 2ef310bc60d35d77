package io.metronome.dispatch.partition;

import io.metronome.ledger.LedgerPlace;

/**
 * A call that the ledger has to know of before it starts. The lane holds it, and the partition's next checkpoints write
 * it. Announced, then saved; withdrawn at any time, after which it allows nothing.
 *
 * @param <C> the commands
 */
public final class Announcement<C extends TrackedCommand> {
    private enum State {
        ANNOUNCED,
        SAVED,
        WITHDRAWN
    }

    private final String instance;
    private final C command;
    private final long until;
    private State state = State.ANNOUNCED;

    /** @param until the call starts before that moment or is announced again, monotonic nanoseconds */
    public Announcement(String instance, C command, long until) {
        this.instance = instance;
        this.command = command;
        this.until = until;
    }

    public String instance() {
        return instance;
    }

    public C command() {
        return command;
    }

    /** The call starts before that moment or is announced again, monotonic nanoseconds. */
    public long until() {
        return until;
    }

    /** Whether a checkpoint has to be committed before anything of the lane may go. */
    public boolean isAnnounced() {
        return state == State.ANNOUNCED;
    }

    /** Whether the call will not start on the strength of this announcement. */
    boolean isWithdrawn() {
        return state == State.WITHDRAWN;
    }

    /** Whether the call of that command may start at that moment. */
    public boolean allows(TrackedCommand other, long now) {
        return command.equals(other) && state == State.SAVED && now < until;
    }

    /** Whether a checkpoint that is cut now contains it: the command's new state may have to wait for the next one. */
    boolean isInCut() {
        return !command.isCalledOnce() || LedgerPlace.isSaved(command.ledgerPlace());
    }

    /** The checkpoint that contains it is committed: the call may start, unless it was withdrawn in the meantime. */
    public void saved() {
        if (state == State.ANNOUNCED) {
            state = State.SAVED;
        }
    }

    /** Something else goes first, or nothing does. */
    public void withdraw() {
        state = State.WITHDRAWN;
    }
}
