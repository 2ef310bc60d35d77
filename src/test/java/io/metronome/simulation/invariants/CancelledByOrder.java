package io.metronome.simulation.invariants;

import io.metronome.command.Reason;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Produced;
import io.metronome.guarantee.ReplySeen;
import io.metronome.simulation.workload.ControlGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A command ends as CANCELLED only if an operator purged or cancelled it: what nobody can obey harms nobody. */
public final class CancelledByOrder implements Invariant {
    private final ControlGenerator operators;

    public CancelledByOrder(ControlGenerator operators) {
        this.operators = operators;
    }

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        Map<Position, Produced> commands = new LinkedHashMap<>();
        evidence.commands().produced().forEach(command -> commands.put(command.position(), command));
        for (ReplySeen reply : evidence.replies()) {
            Produced command = commands.get(reply.source());
            if (reply.reason() == Reason.CANCELLED && command != null && !isWanted(command)) {
                breach.accept(command + " was cancelled, and no operator wanted it");
            }
        }
    }

    private boolean isWanted(Produced command) {
        return operators.cancels().stream().anyMatch(cancel -> ControlObeyed.isCancelled(command, cancel))
                || operators.purges().stream()
                        .anyMatch(purge -> ControlObeyed.isPurged(command, purge) || isCopyPurged(command, purge));
    }

    /* Where the copy of a command stands that had to move to its home is not known here. */
    private static boolean isCopyPurged(Produced command, ControlGenerator.PurgeOrder purge) {
        return command.instance().equals(purge.instance()) && command.partition() != purge.home();
    }
}
