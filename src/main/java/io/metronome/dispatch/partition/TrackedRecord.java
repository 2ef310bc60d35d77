package io.metronome.dispatch.partition;

import io.metronome.command.Reply;
import io.metronome.ledger.LedgerPlace;
import java.util.List;

/** A record that was read and whose replies no checkpoint has written yet. */
public interface TrackedRecord {

    long offset();

    /** Bytes of heap that it costs while it waits. */
    int bytes();

    /** Bytes of heap that what became of it costs beside: an answer of the API, and how it ended. */
    int outcomeBytes();

    boolean hasEnded();

    /** Makes its replies, and forgets what they are made of. Once, after its end. */
    List<Reply> takeReplies();

    /** Where the ledger has it: a {@link LedgerPlace}. */
    int ledgerPlace();

    /** The ledger has it at no place any more. */
    void leftLedger();

    /** A record that ended where it was read: it is no command, or a command that is not sent. */
    record Refusal(long offset, int bytes, RecordEnd end, int ledgerPlace) implements TrackedRecord {
        /** A record that was read just now. */
        public Refusal(long offset, int bytes, RecordEnd end) {
            this(offset, bytes, end, LedgerPlace.ABSENT);
        }

        /** A record that a former owner had put into the ledger at that place. */
        Refusal at(int place) {
            return new Refusal(offset, bytes, end, place);
        }

        @Override
        public void leftLedger() {}

        @Override
        public int outcomeBytes() {
            return end.bytes();
        }

        @Override
        public boolean hasEnded() {
            return true;
        }

        @Override
        public List<Reply> takeReplies() {
            return end.replies().get();
        }
    }
}
