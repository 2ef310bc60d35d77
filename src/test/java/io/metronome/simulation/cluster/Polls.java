package io.metronome.simulation.cluster;

import java.time.Duration;

/** How a consumer waits for records. */
public enum Polls {
    /** A poll that finds nothing takes the time that it was given, as a real one does. */
    STEADY(50),
    /** A poll that finds nothing ends when there is something to do for its thread, or after a second. */
    IDLE(500);

    private final int records;

    Polls(int records) {
        this.records = records;
    }

    /** How many records of a partition one poll brings at most. */
    int records() {
        return records;
    }

    /** How long a poll with that timeout takes at most. */
    Duration atMost(Duration timeout) {
        return this == STEADY ? timeout : Duration.ofSeconds(1);
    }
}
