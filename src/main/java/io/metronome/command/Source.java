package io.metronome.command;

/**
 * The position and the timestamp that a record got from its producer.
 *
 * @param timestamp milliseconds since the epoch
 */
public record Source(String topic, int partition, long offset, long timestamp) {

    /** Whether it is that position. */
    boolean isAt(String otherTopic, int otherPartition, long otherOffset, long otherTimestamp) {
        return offset == otherOffset
                && partition == otherPartition
                && timestamp == otherTimestamp
                && topic.equals(otherTopic);
    }

    /** {@code topic-partition-offset}: the default id of a command. */
    public String id() {
        return topic + '-' + partition + '-' + offset;
    }
}
