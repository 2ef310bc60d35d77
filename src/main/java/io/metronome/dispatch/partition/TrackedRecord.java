package io.metronome.dispatch.partition;

import io.metronome.command.Reply;
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

    /** A record that ended where it was read: it is no command, or a command that is not sent. */
    record Refusal(long offset, int bytes, RecordEnd end) implements TrackedRecord {
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
