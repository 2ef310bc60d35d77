/**
 * The state that must survive the worker, in a compacted Kafka topic with one partition per commands partition. This
 * package promises that a checkpoint is one transaction. The read position, the replies of commands that ended, the
 * commands that wait, the pace of instances with long gaps, and their conditions become visible together or not at all.
 * It also promises that only the owner of a partition writes for it. It never decides what is sent or when, and never
 * looks into a command.
 */
@NullMarked
package io.metronome.ledger;

import org.jspecify.annotations.NullMarked;
