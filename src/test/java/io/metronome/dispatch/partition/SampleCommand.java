package io.metronome.dispatch.partition;

import io.metronome.command.Reply;
import io.metronome.dispatch.loop.Samples;
import io.metronome.ledger.LedgerPlace;
import io.metronome.ledger.PendingCommandRecord;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A command as a partition sees it. */
final class SampleCommand implements TrackedCommand {
    private final long offset;
    private final int bytes;
    private int ledgerPlace = LedgerPlace.ABSENT;
    private @Nullable RecordEnd end;
    private OptionalLong sentId = OptionalLong.empty();
    private int attempts;
    private long idHash = SentIds.NONE;

    SampleCommand(long offset, int bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    @Override
    public void inLedger() {}

    /** The producer's id has that hash. */
    SampleCommand named(long hash) {
        idHash = hash;
        return this;
    }

    void attempts(int made) {
        attempts = made;
    }

    void sent(long id) {
        sentId = OptionalLong.of(id);
    }

    void end(RecordEnd how) {
        end = how;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public int outcomeBytes() {
        return end == null ? 0 : end.bytes();
    }

    @Override
    public boolean hasEnded() {
        return end != null;
    }

    @Override
    public List<Reply> takeReplies() {
        return Objects.requireNonNull(end).replies().get();
    }

    @Override
    public int ledgerPlace() {
        return ledgerPlace;
    }

    @Override
    public void ledgerPlace(int place) {
        ledgerPlace = place;
    }

    @Override
    public PendingCommandRecord toRecord() {
        return new PendingCommandRecord(
                Samples.commandRecord(offset, bytes), 5, attempts, attempts, 0, false, false, null, null);
    }

    @Override
    public boolean isCalledOnce() {
        return false;
    }

    @Override
    public long idHash() {
        return idHash;
    }

    @Override
    public OptionalLong sentId() {
        return sentId;
    }
}
