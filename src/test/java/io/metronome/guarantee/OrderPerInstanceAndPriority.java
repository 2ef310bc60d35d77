package io.metronome.guarantee;

import io.metronome.command.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Commands of one instance, priority and partition are first called, and accepted, in the order of their offsets. Only the
 * first call, and the first acceptance, of each command counts: a call that was repeated after a crash comes out of order by
 * nature. A command with a {@code notBefore} has its place from that moment, so it is left out. A request that arrives after
 * its command was dead-lettered was given up by the worker on its way; nobody can say when it arrives, so it is left out too.
 */
public final class OrderPerInstanceAndPriority implements Guarantee {
    private final Map<Shape, Produced> commands = new LinkedHashMap<>();
    private final Map<Position, Instant> deadAt = new LinkedHashMap<>();
    private final List<CallSeen> calls = new ArrayList<>();

    private record Lane(String instance, Priority priority, int partition) {}

    @Override
    public void produced(Produced command) {
        commands.put(command.shape(), command);
    }

    @Override
    public void called(CallSeen call) {
        calls.add(call);
    }

    @Override
    public void replied(ReplySeen reply) {
        if (reply.reason() != null && reply.endedAt() != null) {
            deadAt.put(reply.source(), reply.endedAt());
        }
    }

    @Override
    public List<String> broken() {
        calls.sort(Comparator.comparing(CallSeen::at));
        List<String> broken = new ArrayList<>();
        check("first called", call -> true, broken);
        check("accepted", CallSeen::accepted, broken);
        return broken;
    }

    private void check(String what, Predicate<CallSeen> counts, List<String> broken) {
        Set<Shape> seen = new LinkedHashSet<>();
        Map<Lane, Produced> latest = new LinkedHashMap<>();
        for (CallSeen call : calls) {
            Produced command = commands.get(call.shape());
            if (command == null || command.notBefore() != null || isGivenUp(command, call)) {
                continue;
            }
            if (!counts.test(call) || !seen.add(call.shape())) {
                continue;
            }
            Lane lane = new Lane(command.instance(), command.priority(), command.partition());
            Produced before = latest.put(lane, command);
            if (before != null && before.offset() > command.offset()) {
                broken.add(command + " was " + what + " after " + before);
            }
        }
    }

    /* Replies give whole milliseconds. */
    private boolean isGivenUp(Produced command, CallSeen call) {
        Instant end = deadAt.get(command.position());
        return end != null && call.at().isAfter(end.plusMillis(1));
    }
}
