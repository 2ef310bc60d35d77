package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.HeapBytes;
import io.metronome.command.OnUnknown;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.LedgerCopy;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.RecordEnd;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.partition.TrackedCommand;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.pacing.Entry;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The index entry of a command that was read and has not ended. */
public final class PendingCommand extends Entry implements TrackedCommand {
    /* Itself, its body's record, and its places in queues. */
    private static final int OBJECTS = HeapBytes.ofFields(108) + HeapBytes.ofFields(8) + 24;

    private InstanceLane lane;
    private final int bytes;
    private final long expiresAt;
    private final OnUnknown onUnknown;
    private final boolean verified;
    private final int wantedDelayMillis;
    private final long idHash;
    private final long receivedAt;
    private Attempts attempts = Attempts.NONE;
    private LedgerCopy ledgerCopy = LedgerCopy.ABSENT;
    private boolean postponed;
    private @Nullable AcceptedSettings acceptedSettings;
    private boolean ended;
    private @Nullable RecordEnd end;
    private int outcomeBytes;
    private @Nullable CommandBody body;
    private volatile boolean cancelled;

    /**
     * @param verified whether the body was checked; it cannot be while the instance's messenger is unknown
     * @param receivedAt when it was read from Kafka, milliseconds since the epoch
     */
    public PendingCommand(
            InstanceLane lane, CommandRecord commandRecord, Command command, boolean verified, long receivedAt) {
        super(commandRecord.offset(), command.method(), command.priority(), command.typingMillis());
        this.lane = lane;
        this.bytes = OBJECTS
                + commandRecord.heapBytes()
                + command.heapBytes()
                + (verified ? 0 : HeapBytes.of(command.instance()));
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
        pending.attempts = pending.attempts.restored(waiting.attempts(), waiting.failures(), waiting.unknown());
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

    @Override
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

    /** Whether an operator wants it to end. */
    public boolean isToEnd() {
        InstanceControl control = lane.control();
        return control.ends(offset(), control.hasCancels() ? controlHash() : SentIds.NONE);
    }

    /** Why an operator wants it to end, for people. */
    public String whyToEnd() {
        return lane.control().detail(offset(), controlHash());
    }

    private long controlHash() {
        return idHash == SentIds.NONE
                ? SentIds.hash(lane.instance(), body().command().id())
                : idHash;
    }

    /** An operator has cancelled it while its call began: the request is not written any more. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether its request must not be written. Any thread. */
    boolean isCancelled() {
        return cancelled || offset() < lane.control().purgedBelow();
    }

    /** When it was read from Kafka, milliseconds since the epoch. */
    public long receivedAt() {
        return receivedAt;
    }

    /** Its calls so far. */
    public Attempts attempts() {
        return attempts;
    }

    /**
     * Notes what became of a call.
     *
     * @param spared whether a failure is not the command's, and does not count against the limit
     */
    public void answered(Answer answer, boolean spared) {
        attempts = attempts.answered(answer, spared);
        keeps(attempts.heapBytes());
    }

    /** Postpones the next call to that moment, in monotonic nanoseconds and in milliseconds since the epoch. */
    public void retry(long nanos, long millis) {
        retryAt(nanos);
        attempts = attempts.retryAt(millis);
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
        attempts = attempts.accepted();
        keeps(attempts.heapBytes() + answer.outcome().heapBytes());
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
    public int outcomeBytes() {
        return outcomeBytes;
    }

    private void keeps(int outcome) {
        partition().delta().grew(outcome - outcomeBytes);
        outcomeBytes = outcome;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    /** The command ends like this. Its body is kept until its replies are made. */
    public void end(RecordEnd how) {
        ended = true;
        end = how;
        attempts.ended();
        keeps(how.bytes());
    }

    @Override
    public List<Reply> takeReplies() {
        if (end == null) {
            throw new IllegalStateException("offset " + offset() + " has no replies, or had them already");
        }
        List<Reply> replies = end.replies().get();
        // The command itself may be kept for a while, by an agenda for example.
        end = null;
        body = null;
        acceptedSettings = null;
        return replies;
    }

    /** The body, which is there until the command's replies are made. */
    public CommandBody body() {
        if (body == null) {
            throw new IllegalStateException("the body of offset " + offset() + " was dropped before its replies");
        }
        return body;
    }

    public void body(CommandBody slot) {
        body = slot;
    }
}
