package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.OnUnknown;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.LedgerCopy;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.partition.TrackedCommand;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.pacing.Entry;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The index entry of a command that was read and has not ended. */
public final class PendingCommand extends Entry implements TrackedCommand {
    private InstanceLane lane;
    private final int bytes;
    private final long expiresAt;
    private final OnUnknown onUnknown;
    private final boolean verified;
    private final int wantedDelayMillis;
    private final long idHash;
    private final long receivedAt;
    private final Attempts attempts = new Attempts();
    private LedgerCopy ledgerCopy = LedgerCopy.ABSENT;
    private boolean postponed;
    private @Nullable AcceptedSettings acceptedSettings;
    private @Nullable List<Reply> replies;
    private @Nullable CommandBody body;

    /**
     * @param verified whether the body was checked; it cannot be while the instance's messenger is unknown
     * @param receivedAt when it was read from Kafka, milliseconds since the epoch
     */
    public PendingCommand(
            InstanceLane lane, CommandRecord commandRecord, Command command, boolean verified, long receivedAt) {
        super(commandRecord.offset(), command.method(), command.priority(), command.typingMillis());
        this.lane = lane;
        this.bytes = commandRecord.heapBytes() + 256;
        this.expiresAt = command.expiresAt();
        this.onUnknown = command.onUnknown();
        this.verified = verified;
        this.wantedDelayMillis = command.delayMillis();
        this.idHash = SentIds.hash(command);
        this.receivedAt = receivedAt;
    }

    /** A command as its former owner left it. */
    public static PendingCommand restored(
            InstanceLane lane, PendingCommandRecord waiting, Command command, boolean verified, Time time) {
        PendingCommand pending =
                new PendingCommand(lane, waiting.commandRecord(), command, verified, waiting.receivedAt());
        pending.attempts.restored(waiting.attempts(), waiting.failures(), waiting.unknown());
        if (waiting.retryAt() > 0) {
            pending.retry(time.nanosAt(waiting.retryAt()), waiting.retryAt());
        }
        return pending;
    }

    public OwnedPartition partition() {
        return lane.partition();
    }

    public InstanceLane lane() {
        return lane;
    }

    /** The lane that the command joins. The one that it was made for may have been forgotten meanwhile. */
    void join(InstanceLane other) {
        lane = other;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    /** Milliseconds since the epoch, {@link Long#MAX_VALUE} when it does not expire. */
    public long expiresAt() {
        return expiresAt;
    }

    public OnUnknown onUnknown() {
        return onUnknown;
    }

    @Override
    public boolean isCalledOnce() {
        return onUnknown == OnUnknown.REPORT;
    }

    /** The delay that a setSettings asks for in milliseconds, 0 for none. */
    int wantedDelayMillis() {
        return wantedDelayMillis;
    }

    public boolean isVerified() {
        return verified;
    }

    /** A hash of the instance and the producer's own id; {@link SentIds#NONE} when the producer gave none. */
    public long idHash() {
        return idHash;
    }

    @Override
    public OptionalLong sentId() {
        return idHash != SentIds.NONE && attempts.mayHaveBeenSent() ? OptionalLong.of(idHash) : OptionalLong.empty();
    }

    /** When it was read from Kafka, milliseconds since the epoch. */
    public long receivedAt() {
        return receivedAt;
    }

    /** Its calls so far. */
    public Attempts attempts() {
        return attempts;
    }

    /** Notes what became of a call whose failure would be its own. */
    public void answered(Answer answer) {
        attempts.answered(answer, false);
    }

    /** Postpones the next call to that moment, in monotonic nanoseconds and in milliseconds since the epoch. */
    public void retry(long nanos, long millis) {
        retryAt(nanos);
        attempts.retryAt(millis);
    }

    @Override
    public LedgerCopy ledgerCopy() {
        return ledgerCopy;
    }

    @Override
    public void ledgerCopy(LedgerCopy copy) {
        ledgerCopy = copy;
    }

    @Override
    public PendingCommandRecord toRecord() {
        return new PendingCommandRecord(
                body().commandRecord(),
                receivedAt,
                attempts.made(),
                attempts.failures(),
                attempts.retryAtMillis(),
                attempts.isUnknown(),
                isCalledOnce() && isAnnounced(),
                AcceptedSettings.forTheLedger(acceptedSettings));
    }

    /** Whether its lane has announced its call. */
    boolean isAnnounced() {
        return lane.announced() == this;
    }

    /** The API's answer to a setSettings that getSettings does not show yet; null for all others. */
    @Nullable
    public AcceptedSettings acceptedSettings() {
        return acceptedSettings;
    }

    /** The API has accepted this setSettings, and getSettings has yet to show it. */
    public void accepted(AcceptedSettings answer) {
        acceptedSettings = answer;
        attempts.accepted();
    }

    /** The command ends while it waits. */
    public void leaveLane() {
        if (!postponed) {
            lane.withdraw(this);
        }
    }

    /** Whether its call is in flight. */
    public boolean isInFlight() {
        return lane.inFlight() == this;
    }

    /** Whether it waits for its {@code notBefore} outside its lane. */
    boolean isPostponed() {
        return postponed;
    }

    /** The command waits for its {@code notBefore} outside its lane. */
    void postpone() {
        postponed = true;
    }

    /** Its {@code notBefore} has come. */
    void endPostponement() {
        postponed = false;
    }

    @Override
    public @Nullable List<Reply> replies() {
        return replies;
    }

    public boolean hasEnded() {
        return replies != null;
    }

    public void end(List<Reply> with) {
        replies = with;
    }

    /** The body, which is there until the command has ended. */
    public CommandBody body() {
        if (body == null) {
            throw new IllegalStateException("the body of offset " + offset() + " was dropped before its end");
        }
        return body;
    }

    public void body(@Nullable CommandBody slot) {
        body = slot;
    }
}
