package io.metronome.dispatch.instance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one plain sentence why a command waits, and until when. Times are UTC. Pure. */
final class WaitSentences {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT);
    private static final DateTimeFormatter LATER =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);
    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;

    private WaitSentences() {}

    static String of(Turn turn) {
        return switch (turn.reason()) {
            case WaitReason.Ready ready -> turn.ahead() == 0 ? "It goes now" : expected(queue(turn), turn);
            case WaitReason.Paced paced -> expected(queue(turn), turn);
            case WaitReason.BehindOthers behind -> expected(queue(turn), turn);
            case WaitReason.InFlight inFlight -> "Its call is under way";
            case WaitReason.Cancelling cancelling -> "An operator has cancelled it, and it ends now";
            case WaitReason.Confirming confirming ->
                "The API accepted the settings, and getSettings does not show them yet; the command ends at "
                        + time(turn.until(), turn) + " at the latest";
            case WaitReason.NotBefore notBefore ->
                "It waits for its notBefore; expected at " + time(turn.until(), turn)
                        + " or, behind other commands, later";
            case WaitReason.InstanceMissing missing -> behind(missing(turn), turn);
            case WaitReason.UnknownInstance unknown ->
                "The instances file does not name the instance, and the command ends";
            default -> expected(behind(clause(turn.reason(), turn), turn), turn);
        };
    }

    private static String clause(WaitReason reason, Turn turn) {
        return switch (reason) {
            case WaitReason.Retry retry ->
                retry.attempts() == 1
                        ? "One call failed and is repeated"
                        : retry.attempts() + " calls failed and the next follows";
            case WaitReason.CapReached reached ->
                "As many calls of the instance count today as its daily cap allows; the next are made from "
                        + time(turn.until(), turn) + " on";
            case WaitReason.OutOfHours out -> "The hours of the instance begin at " + time(turn.until(), turn);
            case WaitReason.MethodLimit limit -> "The API limits how often the instance may call this method";
            case WaitReason.DelayUnknown unknown -> "The delay of the instance has to be read before its next call";
            case WaitReason.Held held -> held(held, turn);
            case WaitReason.Paused paused -> paused(turn);
            case WaitReason.StateAsked asked ->
                "The API answered 403, and the worker asks for the state of the instance";
            case WaitReason.HostPaused paused ->
                "Nearly all of the last calls to the API's host failed, and sending to it pauses";
            case WaitReason.HostProbed probed ->
                "Calls to the API's host failed, and a few calls show whether it works again";
            case WaitReason.HostFull full -> "The API's host has as many calls in flight as its share allows";
            case WaitReason.NoCapacity none -> "As many calls are in flight as delivery.max-in-flight allows";
            case WaitReason.NoLease none ->
                "Kafka has not confirmed a checkpoint for a while, and the worker makes no calls until it does";
            case WaitReason.Unsaved unsaved -> "The worker makes no more calls before the next checkpoint is committed";
            case WaitReason.Announcing announcing -> "The ledger is told of the call before it starts";
            case WaitReason.Restoring restoring -> "The partition of the instance is being restored or handed over";
            case WaitReason.TakeoverWait wait -> "The former owner of the partition may still make calls";
            default -> "It waits";
        };
    }

    private static String held(WaitReason.Held held, Turn turn) {
        String until = turn.until() == null ? "" : " until " + time(turn.until(), turn);
        return "The instance cannot send" + until + ": " + held.reason().meaning() + " ("
                + held.reason().label() + ")";
    }

    private static String paused(Turn turn) {
        return "An operator has paused the instance"
                + (turn.until() == null ? "" : " until " + time(turn.until(), turn));
    }

    private static String missing(Turn turn) {
        String end = turn.until() == null
                ? "the command waits until it is named again"
                : "the command ends at " + time(turn.until(), turn) + " unless it is named again";
        return "The instances file does not name the instance any more, and " + end;
    }

    private static String queue(Turn turn) {
        String pace = turn.delayMillis() == 0
                ? ""
                : " at " + (turn.isGuessed() ? "the fallback pace" : "a pace") + " of " + duration(turn.delayMillis());
        return turn.ahead() == 0 ? "It is next" + pace : others(turn.ahead()) + pace;
    }

    private static String behind(String clause, Turn turn) {
        return turn.ahead() == 0 ? clause : clause + "; " + others(turn.ahead());
    }

    private static String others(int ahead) {
        return ahead == 1 ? "1 command ahead" : ahead + " commands ahead";
    }

    private static String expected(String clause, Turn turn) {
        Long at = turn.expectedAt();
        return clause + (at == null ? "; when it is sent cannot be known" : "; expected at " + time(at, turn));
    }

    /** The time of day, with its date where that is not today's. */
    private static String time(@Nullable Long millis, Turn turn) {
        if (millis == null) {
            return "an unknown time";
        }
        ZonedDateTime moment = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
        LocalDate today =
                Instant.ofEpochMilli(turn.nowMillis()).atZone(ZoneOffset.UTC).toLocalDate();
        return (moment.toLocalDate().equals(today) ? TODAY : LATER).format(moment);
    }

    /** A delay such as {@code 500 ms}, {@code 1.5 s}, {@code 15 s}, {@code 5 min} or {@code 24 h}. */
    static String duration(long millis) {
        if (millis >= HOUR_MILLIS && millis % HOUR_MILLIS == 0) {
            return millis / HOUR_MILLIS + " h";
        } else if (millis > MINUTE_MILLIS && millis % MINUTE_MILLIS == 0) {
            return millis / MINUTE_MILLIS + " min";
        } else if (millis < 1_000) {
            return millis + " ms";
        }
        String seconds = millis % 1_000 == 0
                ? Long.toString(millis / 1_000)
                : (millis / 1_000 + "." + String.format(Locale.ROOT, "%03d", millis % 1_000)).replaceFirst("0+$", "");
        return seconds + " s";
    }
}
