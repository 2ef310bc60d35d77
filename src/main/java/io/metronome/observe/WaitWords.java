package io.metronome.observe;

import org.jspecify.annotations.Nullable;

/** Says in words for people why the next command of an instance waits; the reasons are those of the admin API. */
public final class WaitWords {
    private WaitWords() {}

    /** Null for reasons that pass in a moment, and for the pace. */
    public static @Nullable String of(@Nullable String reason) {
        return reason == null
                ? null
                : switch (reason) {
                    case "HOURS" -> "outside its sending hours";
                    case "DAILY_CAP" -> "today's cap of calls is reached";
                    case "HOST_PAUSED", "HOST_PROBED" -> "nearly all calls to its API host fail";
                    case "HOST_FULL", "NO_CAPACITY" -> "as many calls are in flight as allowed";
                    case "NO_LEASE", "UNSAVED" -> "its worker cannot write its checkpoints to Kafka";
                    case "RESTORING", "TAKEOVER" -> "its partition is being taken over by another worker";
                    case "RETRY" -> "its last call failed, and is repeated soon";
                    case "METHOD_LIMIT" -> "GREEN-API limits this method for a while";
                    case "DELAY_UNKNOWN" -> "its delay is being read from GREEN-API";
                    case "STATE_ASKED" -> "GREEN-API is asked whether it can send";
                    case "PARTITION_UNREAD" -> "its partition is not read: nobody knows which commands wait there";
                    case "INSTANCE_MISSING", "UNKNOWN_INSTANCE" -> "the instances file does not name it any more";
                    default -> null;
                };
    }

    /** Whether it waits for the group or an API host, so that nobody can know for how long. */
    public static boolean isStopped(@Nullable String reason) {
        return reason != null
                && switch (reason) {
                    case "HOST_PAUSED", "HOST_PROBED", "NO_LEASE", "UNSAVED", "RESTORING", "PARTITION_UNREAD" -> true;
                    default -> false;
                };
    }

    /** Whether it waits for a moment that the instances file names. */
    public static boolean isPlanned(@Nullable String reason) {
        return "HOURS".equals(reason) || "DAILY_CAP".equals(reason);
    }
}
