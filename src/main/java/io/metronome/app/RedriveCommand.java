package io.metronome.app;

import io.metronome.command.Reason;
import io.metronome.config.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code metronome redrive}: dead letters go back to the commands topic. */
@Command(
        name = "redrive",
        description = {
            "Puts dead letters back on the commands topic: key, value and the producer's headers as they were. Those whose"
                    + " value was too large to be kept are counted and left alone.",
            "No dead letter is put back twice, whatever the filters of two runs were: each command that is put back says in"
                    + " its header metronome-redriven-from which dead letter it was, and a run first looks for these on the"
                    + " commands topic. So let that topic keep its records at least as long as the dead letters are kept."
        })
final class RedriveCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

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

    @Option(names = "--dry-run", description = "Say what would be put back, and put nothing back.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StartException, ConfigurationException, InterruptedException {
        Settings settings = config.settings();
        Clients.admin(settings.kafka()).close();
        Instant earliest = since == null ? Instant.MIN : Instant.now().minus(since);
        Redrive redrive = new Redrive(settings, commandRecord -> matches(commandRecord, earliest));
        print(dryRun ? redrive.look() : redrive.run());
        return 0;
    }

    private boolean matches(DeadLetter commandRecord, Instant earliest) {
        return (reason == null || reason.name().equals(commandRecord.reason()))
                && (instance == null || instance.equals(commandRecord.instance()))
                && !commandRecord.failedAt().isBefore(earliest);
    }

    private void print(Redrive.Counts tally) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(tally.matching
                + (tally.matching == 1 ? " dead letter matches: " : " dead letters match: ")
                + tally.redriven
                + (dryRun ? " would be put back, " : " put back, ")
                + tally.before
                + (tally.before == 1 ? " was put back before, " : " were put back before, ")
                + tally.hollow
                + (tally.hollow == 1 ? " is without its value" : " are without their value"));
        out.flush();
    }
}
