package io.metronome.observe.admin;

import io.metronome.command.Reason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recent activity of a worker, and its condition. Moments are milliseconds since the epoch.
 *
 * @param sent paced calls that were written in the last minute
 * @param late those of them that were written half a second or more after their instance's pace allowed it
 * @param lost records that retention deleted before they were read, since the worker's start
 * @param lastCheckpoint when the last checkpoint was committed; null where there was none
 * @param sentInHour paced calls that were written in the last hour
 * @param active instances with commands that are neither held nor paused
 * @param held instances with commands that cannot send
 * @param paused instances that operators have paused
 * @param outOfHours those of the active ones whose next command waits for their hours
 * @param capped those of the active ones whose next command waits for the next day, because of a daily cap
 * @param deadLetters commands that ended as dead letters in the last hour, by reason; without the reasons of none
 * @param pausedHosts API hosts to which nothing but probe calls goes
 * @param workingHosts the other API hosts that it uses: scheme, host and port
 * @param notReady why it is not ready, for people; empty while it is
 * @param fileTrouble why its instances file does not count as it is, for people; empty while it does
 */
public record WorkerActivity(
        long sent,
        long late,
        long lost,
        @Nullable Long lastCheckpoint,
        long sentInHour,
        long active,
        long held,
        long paused,
        long outOfHours,
        long capped,
        Map<Reason, Long> deadLetters,
        List<PausedHost> pausedHosts,
        List<String> workingHosts,
        String notReady,
        String fileTrouble) {

    /**
     * An API host to which nothing but probe calls goes.
     *
     * @param host scheme, host and port
     * @param probed whether its pause is over, and it may show itself by probe calls
     */
    public record PausedHost(String host, long since, boolean probed) {}
}
