package io.metronome.observe.board;

import io.metronome.observe.board.GroupStatus.StatusLevel;
import io.metronome.observe.board.SendingFacts.Calls;
import io.metronome.observe.board.SendingFacts.InstanceCounts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one sentence whether a group sends, and if not, since when and why. */
final class StatusSentence {
    private static final double ON_TIME = 0.99;
    private static final String NO_CHECKPOINTS = ": metronome cannot write its checkpoints to Kafka";

    private final SendingFacts facts;

    private StatusSentence(SendingFacts facts) {
        this.facts = facts;
    }

    static GroupStatus of(SendingFacts facts) {
        return new StatusSentence(facts).status();
    }

    private GroupStatus status() {
        GroupStatus stopped = stopped();
        if (stopped != null) {
            return stopped;
        } else if (facts.pending() == 0 && facts.calls().sent() == 0) {
            return done(StatusLevel.GOOD, "Nothing to send: no command waits, " + lost(), null);
        } else if (facts.calls().sent() > 0) {
            return sending();
        }
        return waiting();
    }

    /* Nothing can be sent, whatever waits. */
    private @Nullable GroupStatus stopped() {
        Long newest = facts.newestCheckpoint();
        if (!facts.away().isEmpty()) {
            return done(StatusLevel.BAD, "Not sending: " + facts.away(), "MetronomeNotInGroup");
        } else if (facts.serving() == 0) {
            return done(StatusLevel.BAD, "Not sending: no worker has partitions", "MetronomeNotInGroup");
        } else if (newest == null) {
            return facts.troubles().isEmpty()
                    ? null
                    : done(StatusLevel.BAD, "Not sending yet: no checkpoint so far", "MetronomePartitionNotServed");
        } else if (StatusNotices.isOld(facts, newest)) {
            return done(
                    StatusLevel.BAD,
                    "Not sending since " + time(newest) + NO_CHECKPOINTS,
                    "MetronomeLedgerNotWritable");
        }
        return facts.pausedHosts().isEmpty() ? null : hosts();
    }

    /* Probe calls to a host that fails are no sending. */
    private @Nullable GroupStatus hosts() {
        if (facts.instances().active() == 0 || (facts.calls().sent() > 0 && facts.hostsWork())) {
            return null;
        }
        var host = facts.pausedHosts().getFirst();
        return done(
                StatusLevel.BAD,
                "Not sending since " + time(host.since()) + ": nearly all calls to " + host.host() + " fail",
                "MetronomeApiHostFailing");
    }

    private GroupStatus sending() {
        Calls calls = facts.calls();
        boolean isOnTime = calls.sent() - calls.late() >= ON_TIME * calls.sent();
        String sentence = (StatusNotices.isPartial(facts) ? "Sending, but not everything: " : "Sending: ")
                + BoardText.number(calls.sent()) + " a minute, " + onTime(calls) + " % on time, " + lost();
        // Where not everything is sent, the notices have the cause of late calls, and the section that helps.
        boolean isCause = !isOnTime && !StatusNotices.isPartial(facts);
        return done(isOnTime ? StatusLevel.GOOD : StatusLevel.WARN, sentence, isCause ? "MetronomeLateFast" : null);
    }

    /* Never rounded up to a hundred. */
    private static String onTime(Calls calls) {
        double share = Math.floor(1000.0 * (calls.sent() - calls.late()) / calls.sent()) / 10;
        return share == Math.rint(share) ? Long.toString((long) share) : String.format(Locale.ROOT, "%.1f", share);
    }

    private GroupStatus waiting() {
        InstanceCounts counts = facts.instances();
        if (counts.active() > counts.waiting()) {
            return done(
                    StatusLevel.GOOD,
                    "No call in the last minute: " + BoardText.count(facts.pending(), "command waits", "commands wait")
                            + " for the pace, " + lost(),
                    null);
        } else if (counts.held() + counts.paused() == 0) {
            return done(
                    StatusLevel.GOOD,
                    "Not sending now, as planned: every instance with commands waits for its hours or its next day, "
                            + lost(),
                    null);
        }
        String also = counts.waiting() == 0 ? " or paused, " : ", paused or outside its hours, ";
        return done(
                StatusLevel.WARN,
                "Not sending: every instance with commands is held" + also + lost(),
                "MetronomeInstancesHeld");
    }

    private String lost() {
        return facts.lost() == 0 ? "nothing lost" : BoardText.count(facts.lost(), "record lost", "records lost");
    }

    private GroupStatus done(StatusLevel level, String sentence, @Nullable String section) {
        var notices = StatusNotices.of(facts, sentence.contains("checkpoint"));
        if (facts.lost() > 0 && section == null) {
            return new GroupStatus(StatusLevel.BAD, sentence, "MetronomeRecordsLost", notices);
        }
        boolean isWarning = level == StatusLevel.GOOD && StatusNotices.warn(facts);
        return new GroupStatus(isWarning ? StatusLevel.WARN : level, sentence, section, notices);
    }

    private String time(long millis) {
        return BoardText.minute(millis, facts.nowMillis());
    }
}
