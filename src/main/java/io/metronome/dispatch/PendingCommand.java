package io.metronome.dispatch;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.OnUnknown;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.pacing.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index entry of a command that was read and has not ended. Touched on the dispatcher's thread only. */
final class PendingCommand extends Entry implements TrackedRecord {
    private final OwnedPartition partition;
    private InstanceLane lane;
    private final int bytes;
    private final long expiresAt;
    private final OnUnknown onUnknown;
    private final boolean verified;
    private final long idHash;
    private final long receivedAt;
    private int attempts;
    private int failures;
    private long retryAtMillis;
    private boolean unknown;
    private boolean accepted;
    private boolean inLedger;
    private boolean changed;
    private boolean parked;
    private @Nullable AcceptedSettings taken;
    private @Nullable List<Reply> replies;
    private @Nullable CommandBody body;

    /**
     * @param verified whether the body was checked; it cannot be while the instance's messenger is unknown
     * @param receivedAt when it was read from Kafka, milliseconds since the epoch
     */
    PendingCommand(
            OwnedPartition partition, CommandRecord commandRecord, Command command, boolean verified, long receivedAt) {
        super(commandRecord.offset(), command.method(), command.priority(), command.typingMillis());
        this.partition = partition;
        this.lane = partition.lane(command.instance());
        this.bytes = commandRecord.heapBytes() + 256;
        this.expiresAt = command.expiresAt();
        this.onUnknown = command.onUnknown();
        this.verified = verified;
        this.idHash = SentIds.hash(command);
        this.receivedAt = receivedAt;
    }

    OwnedPartition partition() {
        return partition;
    }

    InstanceLane lane() {
        return lane;
    }

    /** The lane as it is now: one that was idle may have been forgotten while this waited outside of it. */
    InstanceLane findLane() {
        lane = partition.lane(lane.instance());
        return lane;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    /** Milliseconds since the epoch, {@link Long#MAX_VALUE} when it does not expire. */
    long expiresAt() {
        return expiresAt;
    }

    OnUnknown onUnknown() {
        return onUnknown;
    }

    boolean isVerified() {
        return verified;
    }

    /** Of the instance and the producer's own id; {@link SentIds#NONE} when the producer gave none. */
    long idHash() {
        return idHash;
    }

    long receivedAt() {
        return receivedAt;
    }

    /** Calls tried so far. */
    int attempts() {
        return attempts;
    }

    /** Those of them that count against the limit. */
    int failures() {
        return failures;
    }

    /** Whether the API has it, or may have it. */
    boolean mayHaveBeenSent() {
        return accepted || unknown;
    }

    /** The same of a call whose failure would be its own. */
    void tried(Answer answer) {
        tried(answer, false);
    }

    /**
     * Notes what became of a call, for the next decision and for whoever owns this next.
     *
     * @param spared whether a failure is not the command's, and does not count against its limit
     */
    void tried(Answer answer, boolean spared) {
        switch (answer) {
            case Answer.Withheld withheld -> {}
            case Answer.Accepted taken -> {
                attempts++;
                accepted = true;
            }
            case Answer.Refused refused -> attempts++;
            case Answer.Held held -> attempts++;
            case Answer.Forbidden forbidden -> attempts++;
            case Answer.Again again -> {
                attempts++;
                failures += again.throttled() || spared ? 0 : 1;
            }
            case Answer.Unknown lost -> {
                attempts++;
                failures += spared ? 0 : 1;
                unknown = true;
            }
        }
    }

    /** What a former owner had tried. */
    void tried(int attemptsSoFar, int failuresSoFar, boolean anyUnknown) {
        unknown = anyUnknown;
        attempts = attemptsSoFar;
        failures = failuresSoFar;
    }

    /** When the next try may be, milliseconds since the epoch; 0 when it was not tried. */
    long retryAtMillis() {
        return retryAtMillis;
    }

    void retry(long nanos, long millis) {
        retryAt(nanos);
        retryAtMillis = millis;
    }

    /** Whether the outcome of one of its calls is unknown. */
    boolean isUnknown() {
        return unknown;
    }

    /** Whether a checkpoint holds it: then its end is a tombstone. */
    boolean isInLedger() {
        return inLedger;
    }

    void inLedger(boolean is) {
        inLedger = is;
    }

    /** Whether the ledger holds an older state of it, and it stands in the list of those to be written again. */
    boolean isChanged() {
        return changed;
    }

    void changed(boolean is) {
        changed = is;
    }

    /** Whether the ledger is to say that a call of it, which must not be repeated, may have been made. */
    boolean isIntended() {
        return onUnknown == OnUnknown.REPORT && isAnnounced();
    }

    /** Whether its lane has announced its call. */
    boolean isAnnounced() {
        return lane.announced() == this;
    }

    /** What the API answered to a setSettings that has yet to show; null for all others. */
    @Nullable
    AcceptedSettings taken() {
        return taken;
    }

    void taken(AcceptedSettings answer) {
        taken = answer;
        accepted = true;
    }

    /** It ends while it waits. */
    void leaveLane() {
        if (!parked) {
            lane.withdraw(this);
        }
    }

    /** Whether its call is under way. */
    boolean isInFlight() {
        return lane.inFlight() == this;
    }

    /** Whether it waits for its {@code notBefore} outside its lane. */
    boolean isParked() {
        return parked;
    }

    void parked(boolean is) {
        parked = is;
    }

    @Override
    public @Nullable List<Reply> replies() {
        return replies;
    }

    boolean hasEnded() {
        return replies != null;
    }

    void end(List<Reply> with) {
        replies = with;
    }

    /** The body, which is there until the command has ended. */
    CommandBody body() {
        if (body == null) {
            throw new IllegalStateException("the body of offset " + offset() + " was dropped before its end");
        }
        return body;
    }

    CommandRecord commandRecord() {
        return body().commandRecord();
    }

    void body(@Nullable CommandBody slot) {
        body = slot;
    }
}
