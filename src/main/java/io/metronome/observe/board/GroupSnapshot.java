package io.metronome.observe.board;

import io.metronome.observe.admin.WorkerListing;

/**
 * The group at one moment.
 *
 * @param atMillis milliseconds since the epoch
 */
record GroupSnapshot(long atMillis, WorkerListing group, GroupStatus status) {}
