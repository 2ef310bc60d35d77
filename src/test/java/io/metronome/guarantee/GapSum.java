package io.metronome.guarantee;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how early the departures of one instance are. A single gap may look short because the call before it was slow on
 * the way, but then another looks long: what may never be short is the sum over any run of gaps.
 */
final class GapSum {
    private final Duration jitter;
    private @Nullable Instant first;
    private Duration owed = Duration.ZERO;
    private Duration furthest = Duration.ZERO;

    /** @param jitter how early is not yet a breach */
    GapSum(Duration jitter) {
        this.jitter = jitter;
    }

    /**
     * Takes the next departure.
     *
     * @param gap what must follow it
     * @return by how much this departure comes before the moment that those before it allow, when that is a breach; zero
     *     when the pace was kept
     */
    Duration take(Instant at, Duration gap) {
        Instant start = first == null ? at : first;
        first = start;
        // How far it lies behind the densest train that could have begun with the first.
        Duration slack = Duration.between(start, at).minus(owed);
        owed = owed.plus(gap);
        Duration early = furthest.minus(slack);
        boolean breach = early.compareTo(jitter) > 0;
        if (breach || slack.compareTo(furthest) > 0) {
            // After a breach the count begins anew, so that one early call is one breach.
            furthest = slack;
        }
        return breach ? early : Duration.ZERO;
    }
}
