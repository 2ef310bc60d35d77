package io.metronome.simulation.invariants;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.guarantee.Produced;
import io.metronome.simulation.api.ApiCall;
import io.metronome.simulation.workload.ControlGenerator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A command that was purged or cancelled is not called any more after a second, and an instance that is paused makes no
 * calls then: through restarts, moves and compaction, whether the command was read before or not. A worker that stands still, and one
 * whose Kafka is unwell, learns of it later.
 */
public final class ControlObeyed implements Invariant {
    private static final long WITHIN = SECONDS.toNanos(1);

    private final ControlGenerator operators;

    public ControlObeyed(ControlGenerator operators) {
        this.operators = operators;
    }

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.callsByCommand().forEach((command, calls) -> {
            for (ControlGenerator.PurgeOrder purge : operators.purges()) {
                if (isPurged(command, purge)) {
                    check(evidence, calls, purge.at(), command + " was called, but purged before", breach);
                }
            }
            for (ControlGenerator.CancelOrder cancel : operators.cancels()) {
                if (isCancelled(command, cancel)) {
                    check(evidence, calls, cancel.at(), command + " was called, but cancelled before", breach);
                }
            }
        });
        checkPauses(evidence, breach);
    }

    private void checkPauses(Evidence evidence, Consumer<String> breach) {
        List<ControlGenerator.PauseChange> changes = operators.pauses();
        for (int i = 0; i < changes.size(); i++) {
            ControlGenerator.PauseChange pause = changes.get(i);
            if (pause.isPaused()) {
                long until = changes.subList(i + 1, changes.size()).stream()
                        .filter(later -> later.instance().equals(pause.instance()))
                        .mapToLong(ControlGenerator.PauseChange::at)
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
                List<ApiCall> calls = evidence.calls().stream()
                        .filter(call -> call.instance().equals(pause.instance()) && call.at() < until)
                        .toList();
                check(evidence, calls, pause.at(), pause.instance() + " made a call while it was paused", breach);
            }
        }
    }

    private static void check(
            Evidence evidence, List<ApiCall> calls, long since, String what, Consumer<String> breach) {
        for (ApiCall call : calls) {
            boolean isLate = call.at() > since + WITHIN && !call.stale();
            boolean isExcused = evidence.faults().wasKafkaUnwell(since, call.at())
                    || evidence.faults().faultsOf(call.host()).stream()
                            .anyMatch(fault -> fault.to() >= since && fault.from() <= call.at());
            if (isLate && !isExcused) {
                breach.accept("%s, at %.3f s: %s".formatted(what, since / 1e9, call));
            }
        }
    }

    /** Whether that purge is about that command. */
    static boolean isPurged(Produced command, ControlGenerator.PurgeOrder purge) {
        return command.instance().equals(purge.instance())
                && command.partition() == purge.home()
                && command.offset() < purge.below();
    }

    /** Whether that cancel is about that command. */
    static boolean isCancelled(Produced command, ControlGenerator.CancelOrder cancel) {
        return command.instance().equals(cancel.instance())
                && command.commandId().equals(cancel.commandId());
    }
}
