package io.metronome.guarantee;

/** Where a record stands on the commands topic. */
public record Position(int partition, long offset) {

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
