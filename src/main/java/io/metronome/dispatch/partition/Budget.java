package io.metronome.dispatch.partition;

import io.metronome.dispatch.loop.Bounds;

/** The largest size of one checkpoint: a transaction without a limit would take longer than the lease. */
final class Budget {
    private int records;
    private int bytes;

    Budget(Bounds bounds) {
        this.records = bounds.recordsPerCheckpoint();
        this.bytes = bounds.bytesPerCheckpoint();
    }

    boolean isLeft() {
        return records > 0 && bytes > 0;
    }

    void spend(int size) {
        records--;
        bytes -= size;
    }
}
