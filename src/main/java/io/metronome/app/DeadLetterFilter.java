package io.metronome.app;

import io.metronome.command.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of subcommands that choose dead letters. */
final class DeadLetterFilter {
    private final Instant now = Instant.now();

    @Option(
            names = "--reason",
            paramLabel = "R",
            description = "Only those with this reason: ${COMPLETION-CANDIDATES}.")
    private @Nullable Reason reason;

    @Option(names = "--instance", paramLabel = "ID", description = "Only those of this instance.")
    private @Nullable String instance;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            description = "Only those that ended within this time, such as 30m, 2h or 1d.")
    private @Nullable Duration since;

    /** Whether one of the options is given. */
    boolean isGiven() {
        return reason != null || instance != null || since != null;
    }

    /** Those that ended earlier are not chosen; null for no limit. */
    @Nullable
    Instant earliest() {
        return since == null ? null : now.minus(since);
    }

    boolean matches(DeadLetter letter) {
        Instant earliest = earliest();
        return (reason == null || reason.name().equals(letter.reason()))
                && (instance == null || instance.equals(letter.instance()))
                && (earliest == null || !letter.failedAt().isBefore(earliest));
    }
}
