/**
 * The pipeline: from a letter to its reply, told from top to bottom in {@link io.metronome.dispatch.Dispatcher}. All
 * state of a worker lives here, on one thread, without locks: lanes, paces, what is pending, the checkpoint being
 * built. It promises that whatever was read and has not ended is in the ledger before its offset is committed, that no
 * call starts without a lease, and that one instance never holds up another. It never touches Kafka or the network
 * itself.
 */
@NullMarked
package io.metronome.dispatch;

import org.jspecify.annotations.NullMarked;
