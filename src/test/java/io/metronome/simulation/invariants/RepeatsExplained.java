package io.metronome.simulation.invariants;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.delivery.Answer;
import io.metronome.guarantee.Produced;
import io.metronome.simulation.api.ApiCall;
import java.util.List;
import java.util.function.Consumer;

/**
 * A command is called again only where the API had not taken it, where nobody knows whether it had and the policy is to
 * send again, or where its worker ended, or was taken for dead, before it could save what came of it, or where Kafka was
 * away for so long that it ended the transaction that saves it.
 */
public final class RepeatsExplained implements Invariant {
    /* Checkpoints are a tenth of a second apart, and a slow one may be followed by another. */
    private static final long SAVED_WITHIN = SECONDS.toNanos(4);

    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        evidence.callsByCommand().forEach((command, calls) -> {
            for (int i = 1; i < calls.size(); i++) {
                if (!isExplained(evidence, command, calls.get(i - 1), calls.get(i))) {
                    breach.accept("%s was called again at %.3f s, by %s, after %s"
                            .formatted(
                                    command,
                                    calls.get(i).at() / 1e9,
                                    calls.get(i).host().name(),
                                    List.of(calls.get(i - 1))));
                }
            }
        });
    }

    private static boolean isExplained(Evidence evidence, Produced command, ApiCall first, ApiCall second) {
        if (first.answer() instanceof Answer.Again
                || first.answer() instanceof Answer.Held
                || first.answer() instanceof Answer.Forbidden) {
            return true;
        }
        if (evidence.isReport(command)) {
            return false;
        }
        return first.answer() instanceof Answer.Unknown
                || evidence.faults().hasKafkaEndedTransactions(first.at(), first.answeredAt() + SAVED_WITHIN)
                || evidence.faults().faultsOf(first.host()).stream()
                        .anyMatch(fault -> fault.to() >= first.at()
                                && fault.from() <= second.at()
                                && (fault.from() <= first.answeredAt() + SAVED_WITHIN
                                        || evidence.faults().wasKafkaUnwell(first.at(), fault.from())));
    }
}
