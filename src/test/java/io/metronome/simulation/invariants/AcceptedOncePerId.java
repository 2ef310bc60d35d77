package io.metronome.simulation.invariants;

import io.metronome.guarantee.Produced;
import io.metronome.guarantee.ReplySeen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Of commands with one id, one is accepted: the storm is shorter than the idempotency window. */
public final class AcceptedOncePerId implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<String, ReplySeen> accepted = new LinkedHashMap<>();
        Map<Object, Produced> commands = new LinkedHashMap<>();
        evidence.commands().produced().forEach(command -> commands.put(command.position(), command));
        for (ReplySeen reply : evidence.replies()) {
            if (reply.reason() == null) {
                ReplySeen before = accepted.put(reply.instance() + "/" + reply.commandId(), reply);
                if (before != null && !before.source().equals(reply.source())) {
                    breach.accept(commands.get(reply.source()) + " and " + commands.get(before.source())
                            + " have one id, and both were accepted");
                }
            }
        }
    }
}
