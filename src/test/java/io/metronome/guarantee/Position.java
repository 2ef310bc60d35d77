package io.metronome.guarantee;

/** The place of a record on the commands topic. */
public record Position(int partition, long offset) {

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
