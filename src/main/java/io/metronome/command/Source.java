package io.metronome.command;

/**
 * Where a producer put a record, and when.
 *
 * @param timestamp milliseconds since the epoch
 */
public record Source(String topic, int partition, long offset, long timestamp) {

    /** {@code topic-partition-offset}: the id of a command whose producer gave none. */
    public String id() {
        return topic + '-' + partition + '-' + offset;
    }
}
