package io.metronome.observe.board;

import io.metronome.observe.board.GroupStatus.StatusLevel;
import io.metronome.observe.board.GroupStatus.StatusNotice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in one sentence whether a group sends, and if not, since when and why. */
final class StatusSentence {
    private static final long CHECKPOINT_IS_OLD = 10_000;
    private static final double ON_TIME = 0.99;

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
        } else if (facts.pending() == 0 && facts.sent() == 0) {
            return done(StatusLevel.GOOD, "Nothing to send: no command waits, " + lost(), null);
        } else if (facts.sent() > 0) {
            return sending();
        } else if (facts.active() == 0) {
            return done(
                    StatusLevel.WARN,
                    "Not sending: every instance with commands is held or paused, " + lost(),
                    "MetronomeInstancesHeld");
        }
        return done(
                StatusLevel.GOOD,
                "No call in the last minute: " + BoardText.count(facts.pending(), "command waits", "commands wait")
                        + " for the pace, " + lost(),
                null);
    }

    /* Nothing can be sent, whatever waits. */
    private @Nullable GroupStatus stopped() {
        Long newest = facts.newestCheckpoint();
        if (!facts.away().isEmpty()) {
            return done(StatusLevel.BAD, "Not sending: " + facts.away(), "MetronomeNotInGroup");
        } else if (facts.serving() == 0) {
            return done(StatusLevel.BAD, "Not sending: no worker has partitions", "MetronomeNotInGroup");
        } else if (newest == null) {
            return facts.notReady().isEmpty()
                    ? null
                    : done(StatusLevel.BAD, "Not sending yet: no checkpoint so far", "MetronomePartitionNotServed");
        } else if (isOld(newest)) {
            return done(
                    StatusLevel.BAD,
                    "Not sending since " + time(newest) + ": Kafka takes no checkpoints",
                    "MetronomeLedgerNotWritable");
        } else if (facts.sent() == 0
                && facts.active() > 0
                && !facts.pausedHosts().isEmpty()) {
            var host = facts.pausedHosts().getFirst();
            return done(
                    StatusLevel.BAD,
                    "Not sending since " + time(host.since()) + ": nearly all calls to " + host.host() + " fail",
                    "MetronomeApiHostFailing");
        }
        return null;
    }

    private GroupStatus sending() {
        boolean isOnTime = facts.sent() - facts.late() >= ON_TIME * facts.sent();
        String sentence = "Sending: " + facts.sent() + " a minute, " + onTime() + " % on time, " + lost();
        return done(isOnTime ? StatusLevel.GOOD : StatusLevel.WARN, sentence, isOnTime ? null : "MetronomeLateFast");
    }

    /* Never rounded up to a hundred. */
    private String onTime() {
        double share = Math.floor(1000.0 * (facts.sent() - facts.late()) / facts.sent()) / 10;
        return share == Math.rint(share) ? Long.toString((long) share) : String.format(Locale.ROOT, "%.1f", share);
    }

    private String lost() {
        return facts.lost() == 0 ? "nothing lost" : BoardText.count(facts.lost(), "record lost", "records lost");
    }

    private GroupStatus done(StatusLevel level, String sentence, @Nullable String section) {
        if (facts.lost() > 0 && section == null) {
            return new GroupStatus(StatusLevel.BAD, sentence, "MetronomeRecordsLost", notices(sentence));
        }
        List<StatusNotice> notices = notices(sentence);
        boolean isWarning = level == StatusLevel.GOOD
                && !(facts.silent().isEmpty() && facts.notReady().isEmpty());
        return new GroupStatus(isWarning ? StatusLevel.WARN : level, sentence, section, notices);
    }

    private List<StatusNotice> notices(String sentence) {
        List<StatusNotice> notices = new ArrayList<>();
        Long oldest = facts.oldestCheckpoint();
        if (facts.lost() > 0) {
            notices.add(new StatusNotice(
                    "Retention deleted " + BoardText.count(facts.lost(), "record", "records")
                            + " before a worker had read them",
                    "MetronomeRecordsLost"));
        }
        if (!facts.silent().isEmpty()) {
            notices.add(new StatusNotice("No answer: " + String.join("; ", facts.silent()), "MetronomeWorkerDown"));
        }
        if (oldest != null && isOld(oldest) && !sentence.contains("checkpoint")) {
            notices.add(new StatusNotice(
                    "A worker does not send since " + time(oldest) + ": Kafka takes no checkpoints of it",
                    "MetronomeLedgerNotWritable"));
        }
        facts.notReady()
                .forEach(reason ->
                        notices.add(new StatusNotice("A worker is " + reason, "MetronomePartitionNotServed")));
        if (facts.held() > 0) {
            notices.add(new StatusNotice(
                    BoardText.count(facts.held(), "instance cannot", "instances cannot") + " send",
                    "MetronomeInstancesHeld"));
        }
        facts.pausedHosts()
                .forEach(host -> notices.add(new StatusNotice(
                        "Sending to " + host.host() + " pauses since " + time(host.since()),
                        "MetronomeApiHostFailing")));
        return notices;
    }

    private boolean isOld(long checkpoint) {
        return facts.nowMillis() - checkpoint > CHECKPOINT_IS_OLD;
    }

    private String time(long millis) {
        return BoardText.minute(millis, facts.nowMillis());
    }
}
