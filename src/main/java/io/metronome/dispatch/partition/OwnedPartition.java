package io.metronome.dispatch.partition;

import io.metronome.command.Priority;
import io.metronome.dispatch.loop.BlockSizes;
import io.metronome.dispatch.loop.LedgerRecords;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.pacing.Pace;
import io.metronome.spill.SpillPart;
import org.jspecify.annotations.Nullable;

/**
 * One ownership of one partition: its phase, and what the next checkpoint writes of it. {@link #mayCall} may be asked on
 * any thread.
 */
public final class OwnedPartition {
    private static final long IS_REMEMBERED = 1;

    private final int number;
    private final long ownership;
    private final long assignedAt;
    private boolean keepsDelays;
    private volatile Phase phase = Phase.RESTORING;

    /* Hashes: names would cost five times as much. Where two agree, a record too many is written at the worst. */
    private LongMap remembered = new LongMap();
    private SentIds sentIds;
    private final PartitionDelta delta;
    private final int parsingRules;
    private final SpillPart spilled;
    private PartitionCheckpoint.Floor headerFloor = new PartitionCheckpoint.Floor.None();
    private long floor = Pace.NEVER;
    private long callsFrom = Pace.NEVER;
    private final int[] pending = new int[Priority.COUNT];
    private int inFlight;
    private int conditions;
    private long restoredBytes;
    private boolean readingPaused;
    private boolean shortOfMemory;
    private @Nullable String unread;
    private @Nullable LedgerRefusal refusal;

    /**
     * @param parsingRules a hash of the rules by which its commands are parsed
     * @param spilled its part of the spill
     * @param sizes how many commands share a record of the ledger
     * @param awaited run when somebody waits for the next checkpoint
     */
    OwnedPartition(
            int number,
            long ownership,
            long assignedAt,
            long idempotencyWindowMillis,
            int parsingRules,
            SpillPart spilled,
            BlockSizes sizes,
            Runnable awaited) {
        this.number = number;
        this.ownership = ownership;
        this.assignedAt = assignedAt;
        this.sentIds = new SentIds(idempotencyWindowMillis);
        this.delta = new PartitionDelta(number, ownership, sizes, awaited);
        this.parsingRules = parsingRules;
        this.spilled = spilled;
    }

    public int number() {
        return number;
    }

    long ownership() {
        return ownership;
    }

    /** Monotonic nanoseconds. */
    public long assignedAt() {
        return assignedAt;
    }

    public Phase phase() {
        return phase;
    }

    /** Enters the next phase. A phase that cannot follow is a bug, which ends the process. */
    public void phase(Phase next) {
        if (!phase.next().contains(next)) {
            throw new IllegalStateException("partition " + number + " cannot go from " + phase + " to " + next);
        }
        phase = next;
    }

    /** Asked on any thread. */
    public boolean mayCall() {
        return phase == Phase.LIVE;
    }

    /** Whether this worker still writes the outcomes of its calls. */
    public boolean isOwned() {
        return phase == Phase.LIVE || phase == Phase.LEAVING;
    }

    /** Whether checkpoints may contain it. While its ledger is being read nothing is written. */
    boolean isWritable() {
        return isOwned() || phase == Phase.OPENING;
    }

    /** Whether a checkpoint would change anything of it. */
    boolean hasNews() {
        // A conversion does not hold up a hand-over: the next owner goes on with it.
        return delta.any() || (mayCall() && delta.ledgerCommands().isConverting());
    }

    /** The floor as the headers of this partition state it. */
    PartitionCheckpoint.Floor headerFloor() {
        return headerFloor;
    }

    void headerFloor(PartitionCheckpoint.Floor next) {
        headerFloor = next;
    }

    /** The floor in monotonic nanoseconds: an instance may have departed as late as that. {@link Pace#NEVER} for none. */
    public long floor() {
        return floor;
    }

    /** The moment before which nothing is called, monotonic nanoseconds. */
    public long callsFrom() {
        return callsFrom;
    }

    /** From now on the floor and the moment before which nothing is called are known, and lanes can be made. */
    void opened(long latestDeparture, long calls) {
        floor = latestDeparture;
        callsFrom = calls;
        phase(Phase.LIVE);
    }

    void keepsDelays(boolean datesDelays) {
        keepsDelays = datesDelays;
    }

    /** Whether its ledger tells the next owner when the delay of an instance was read. */
    public boolean keepsDelays() {
        return keepsDelays;
    }

    /** Whether the ledger holds a departure of that instance, though its lane may have been forgotten. */
    public boolean isRemembered(String instance) {
        return remembered.get(key(instance), 0) == IS_REMEMBERED;
    }

    /** The ledger holds a departure of that instance. */
    public void remember(String instance) {
        remembered.put(key(instance), IS_REMEMBERED);
    }

    /** The ledger holds no departure of that instance any more. */
    public void forget(String instance) {
        remembered.remove(key(instance));
    }

    private static long key(String instance) {
        return SentIds.hash(instance, "");
    }

    /** The ledger holds so many more conditions of instances. */
    public void conditions(int change) {
        conditions += change;
    }

    /**
     * The records that the ledger holds of it.
     *
     * @param sentSlots the most records of sent ids that it holds
     */
    LedgerRecords ledgerRecords(int sentSlots) {
        return new LedgerRecords(
                delta.ledgerCommands().count(),
                remembered.size(),
                conditions,
                Math.min(sentSlots, delta.sentIdRecords()));
    }

    public SentIds sentIds() {
        return sentIds;
    }

    /** The changes that the next checkpoint writes. */
    public PartitionDelta delta() {
        return delta;
    }

    /** A hash of the rules by which its commands are parsed. */
    public int parsingRules() {
        return parsingRules;
    }

    /** The bodies of its commands that are not on the heap. */
    public SpillPart spilled() {
        return spilled;
    }

    /** What was restored costs about so many bytes of heap, also while it is not taken in yet; 0 when that is done. */
    public void restoredBytes(long bytes) {
        restoredBytes = bytes;
    }

    /** Bytes of heap that commands cost. */
    long commandBytes() {
        return Math.max(delta.pendingBytes(), restoredBytes);
    }

    /** Bytes of heap that ids of commands and instances cost, and the places of commands in the ledger. */
    long bytes(long nowMillis) {
        return sentIds.bytes(nowMillis)
                + remembered.bytes()
                + delta.ledgerCommands().bytes();
    }

    /** The partition is gone: nothing of it stays in memory, though calls that are in flight still lead here. */
    void release() {
        delta.release();
        spilled.close();
        remembered = new LongMap();
        restoredBytes = 0;
        sentIds = new SentIds(0);
    }

    /** Commands of that priority that were read and have not ended. */
    public int pending(Priority priority) {
        return pending[priority.rank()];
    }

    public void pending(Priority priority, int change) {
        pending[priority.rank()] += change;
    }

    /** Whether it is being given back and every call has ended: then its header says "clean". */
    boolean isQuiet() {
        return phase == Phase.LEAVING && inFlight == 0;
    }

    public int inFlight() {
        return inFlight;
    }

    public void inFlight(int change) {
        inFlight += change;
    }

    /** Why it is not read, for people; null while it is read or restored. */
    @Nullable
    public String unread() {
        return unread;
    }

    void unread(String why) {
        unread = why;
    }

    /** Why its ledger was refused, in this look or the one before; null when it was not. */
    @Nullable
    LedgerRefusal refusal() {
        return refusal;
    }

    /** Its ledger was refused. */
    void refused(LedgerRefusal now) {
        refusal = now;
        unread = now.unread();
    }

    /** Its ledger is not refused any more. */
    void accepted() {
        refusal = null;
        unread = null;
    }

    /** Whether its commands cost so much heap that bodies leave it that will be needed soon. */
    public boolean isShortOfMemory() {
        return shortOfMemory;
    }

    void shortOfMemory(boolean isShort) {
        shortOfMemory = isShort;
    }

    /** Whether its reading is paused for want of memory. */
    boolean isReadingPaused() {
        return readingPaused;
    }

    void pauseReading() {
        readingPaused = true;
    }

    public void resumeReading() {
        readingPaused = false;
    }
}
