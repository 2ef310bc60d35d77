package io.metronome.dispatch;

import org.jspecify.annotations.Nullable;

/** What the dispatcher asks of the rest of the room. */
interface Desk {

    /** The partition if it is ours under that number, and reads. */
    @Nullable
    OwnedPartition live(int number, long ownership);

    /** Whether calls may start now. */
    boolean allowCalls();

    /** What was read or has ended changed how much room there is. */
    void balance();

    /** A call of that partition has ended, and what it came to is noted. */
    void callEnded(OwnedPartition partition);
}
