/**
 * What must outlive the worker, kept in a compacted Kafka topic with one partition per commands partition. It promises
 * that a checkpoint is one transaction: the read position, the replies of what ended, what was read and still waits,
 * the pace of instances with long gaps, and what holds instances back, become visible together or not at all; and that
 * only the owner of a partition writes for it. It never decides what is sent or when, and never looks into a command.
 */
@NullMarked
package io.metronome.ledger;

import org.jspecify.annotations.NullMarked;
