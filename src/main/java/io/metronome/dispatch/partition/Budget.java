package io.metronome.dispatch.partition;

/** The largest size of one checkpoint: a transaction without a limit would take longer than the lease. */
final class Budget {
    private static final int RECORDS = 20_000;
    private static final int BYTES = 8 << 20;

    private int records = RECORDS;
    private int bytes = BYTES;

    boolean isLeft() {
        return records > 0 && bytes > 0;
    }

    void spend(int size) {
        records--;
        bytes -= size;
    }
}
