package io.metronome.guarantee;

import io.metronome.command.Priority;
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
 * nature. A command with a {@code notBefore} has its place from that moment, so it is left out.
 */
public final class OrderPerInstanceAndPriority implements Guarantee {
    private final Map<Shape, Produced> commands = new LinkedHashMap<>();
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
            if (command == null || command.notBefore() != null || !counts.test(call) || !seen.add(call.shape())) {
                continue;
            }
            Lane lane = new Lane(command.instance(), command.priority(), command.partition());
            Produced before = latest.put(lane, command);
            if (before != null && before.offset() > command.offset()) {
                broken.add(command + " was " + what + " after " + before);
            }
        }
    }
}
