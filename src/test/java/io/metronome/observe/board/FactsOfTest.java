package io.metronome.observe.board;

import io.metronome.command.Reason;
import io.metronome.observe.admin.WorkerActivity.PausedHost;
import io.metronome.observe.board.SendingFacts.Calls;
import io.metronome.observe.board.SendingFacts.InstanceCounts;
import io.metronome.observe.board.SendingFacts.WorkerTrouble;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The facts of a group that is well, until a test says otherwise: two workers, and forty instances with commands. */
final class FactsOfTest {
    private final Map<Reason, Long> dead = new EnumMap<>(Reason.class);
    private final List<WorkerTrouble> troubles = new ArrayList<>();
    private long oldest = StatusSentenceTest.NOW;
    private long newest = StatusSentenceTest.NOW;
    private Calls calls = new Calls(0, 0, 0);
    private InstanceCounts instances = new InstanceCounts(40, 0, 0, 0, 0);
    private List<PausedHost> hosts = List.of();
    private List<String> silent = List.of();
    private boolean hostsWork = true;
    private long lost;
    private long pending = 900;
    private int serving = 2;

    FactsOfTest checkpoints(long oldestAt, long newestAt) {
        oldest = oldestAt;
        newest = newestAt;
        return this;
    }

    FactsOfTest sent(long inMinute, long late) {
        calls = new Calls(inMinute, late, inMinute);
        return this;
    }

    FactsOfTest instances(long active, long held, long paused, long outOfHours, long capped) {
        instances = new InstanceCounts(active, held, paused, outOfHours, capped);
        return this;
    }

    FactsOfTest hosts(boolean othersWork, PausedHost... paused) {
        hostsWork = othersWork;
        hosts = List.of(paused);
        return this;
    }

    FactsOfTest silent(String... members) {
        silent = List.of(members);
        return this;
    }

    FactsOfTest trouble(String notReady, String file) {
        troubles.add(new WorkerTrouble("10.0.0.7:8080", notReady, file));
        return this;
    }

    FactsOfTest dead(Reason reason, long count) {
        dead.put(reason, count);
        return this;
    }

    FactsOfTest lost(long records) {
        lost = records;
        return this;
    }

    FactsOfTest pending(long commands) {
        pending = commands;
        return this;
    }

    FactsOfTest serving(int workers) {
        serving = workers;
        return this;
    }

    SendingFacts facts() {
        return new SendingFacts(
                StatusSentenceTest.NOW,
                "",
                serving,
                oldest,
                newest,
                calls,
                lost,
                pending,
                instances,
                dead,
                hosts,
                hostsWork,
                silent,
                troubles);
    }
}
