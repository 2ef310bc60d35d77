/**
 * The pipeline: from a record to its reply, told from top to bottom in {@link io.metronome.dispatch.Dispatcher}. All
 * state of a worker is in this package and its inner packages, on the dispatcher's thread, without locks. It promises that
 * every command that was read and has not ended is in the ledger before its offset is committed, that no call starts
 * without a lease, and that one instance never holds up another. It never touches Kafka or the network itself.
 *
 * <p>Everything here runs on the dispatcher's thread, except {@link io.metronome.dispatch.Arrivals}, which the poll
 * thread calls, and {@code Pipeline.start} and {@code Pipeline.instancesChanged}, which any thread may call.
 */
@NullMarked
package io.metronome.dispatch;

import org.jspecify.annotations.NullMarked;
