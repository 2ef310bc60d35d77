package io.metronome.dispatch;

import io.metronome.command.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that was read and whose reply has not left yet. */
interface TrackedRecord {

    long offset();

    /** Bytes of heap that it costs. */
    int bytes();

    /** How it ended, null while it waits. */
    @Nullable
    List<Reply> replies();

    /** One that ended where it was read: it never was a command, or will not be sent. */
    record Refusal(long offset, int bytes, List<Reply> replies) implements TrackedRecord {}
}
