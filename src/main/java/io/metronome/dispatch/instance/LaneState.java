package io.metronome.dispatch.instance;

/**
 * One lane at one moment. A value.
 *
 * @param partition the number of its partition
 * @param waiting its commands, without the one in flight and without those that wait for their {@code notBefore}
 * @param isHeld whether nothing is sent for its instance
 */
public record LaneState(String instance, int partition, LanePlace place, int waiting, boolean isHeld) {
    static LaneState of(InstanceLane lane, LanePlace place) {
        boolean isHeld = lane.status().hold() != null;
        return new LaneState(lane.instance(), lane.partition().number(), place, lane.waiting(), isHeld);
    }
}
