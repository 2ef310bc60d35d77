package io.metronome.dispatch.partition;

import io.metronome.command.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that was read and whose replies no checkpoint has written yet. */
public interface TrackedRecord {

    long offset();

    /** Bytes of heap that it costs. */
    int bytes();

    /** How it ended; null while it waits. */
    @Nullable
    List<Reply> replies();

    /** A record that ended where it was read: it is no command, or a command that is not sent. */
    record Refusal(long offset, int bytes, List<Reply> replies) implements TrackedRecord {}
}
