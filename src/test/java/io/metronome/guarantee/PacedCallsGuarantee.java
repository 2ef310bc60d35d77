package io.metronome.guarantee;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A promise about paced calls: keeps them, and the commands behind them, until it is asked. */
abstract class PacedCallsGuarantee implements Guarantee {
    private final Map<Shape, Produced> commands = new LinkedHashMap<>();
    private final List<CallSeen> calls = new ArrayList<>();

    @Override
    public final void produced(Produced command) {
        commands.put(command.shape(), command);
    }

    @Override
    public final void called(CallSeen call) {
        if (call.paced()) {
            calls.add(call);
        }
    }

    /** The paced calls, in the order in which they were told. */
    final List<CallSeen> calls() {
        return calls;
    }

    /** The paced calls, in the order of their arrival. */
    final List<CallSeen> callsByTime() {
        return calls.stream().sorted(Comparator.comparing(CallSeen::at)).toList();
    }

    /** The command of that call; null when its producer did not tell of it. */
    final @Nullable Produced command(CallSeen call) {
        return commands.get(call.shape());
    }
}
