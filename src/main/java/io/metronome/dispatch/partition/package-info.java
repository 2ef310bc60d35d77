/**
 * The owned partitions, from assignment to hand-over: restore, floor, lease, checkpoints, known ids and memory. This
 * package promises that every record that was read is in a checkpoint or has ended before its offset is committed, and that
 * nothing is written of a partition that belongs to another worker. It knows commands only as
 * {@link io.metronome.dispatch.partition.TrackedCommand}: it never decides when a command is called, or how it ends.
 *
 * <p>Everything here runs on the dispatcher's thread, which the entry points assert. Any thread may ask
 * {@code Lease.isValid}, {@code Checkpoints.isOverdue} and {@code OwnedPartition.mayCall}.
 * {@code RestoredPartition.decoded} runs on the thread that restores.
 */
@NullMarked
package io.metronome.dispatch.partition;

import org.jspecify.annotations.NullMarked;
