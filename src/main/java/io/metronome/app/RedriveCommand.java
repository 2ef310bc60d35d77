package io.metronome.app;

import io.metronome.config.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code metronome redrive}: dead letters go back to the commands topic. */
@Command(
        name = "redrive",
        description = {
            "Puts dead letters back on the commands topic: key, value and the producer's headers as they were. Those whose"
                    + " value was too large to be kept are counted and left alone.",
            "It says first how many there are, how old the oldest is and for which reasons they ended, and asks.",
            "No dead letter is put back twice, whatever the filters of two runs were: each command that is put back says in"
                    + " its header metronome-redriven-from which dead letter it was, and a run first looks for these on the"
                    + " commands topic. So let that topic keep its records at least as long as the dead letters are kept."
        })
final class RedriveCommand implements Callable<Integer> {
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DeadLetterFilter filter = new DeadLetterFilter();

    @Option(names = "--all", description = "All of them. Needed where no filter is given.")
    private boolean all;

    @Option(names = "--dry-run", description = "Say what would be put back, and put nothing back.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask. Needed where there is no terminal to ask on.")
    private boolean yes;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "At most so many a second, so that new commands do not wait behind all of them.")
    private Rate rate = Rate.UNLIMITED;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private long lastTold = System.nanoTime();

    @Override
    public Integer call() throws StartException, ConfigurationException, InterruptedException {
        if (all == filter.isGiven()) {
            throw wrong(
                    all ? "--all: there is a filter, too" : "Name a filter (--reason, --instance, --since), or --all");
        }
        Settings settings = config.settings();
        Clients.admin(settings.kafka()).close();
        Redrive redrive = new Redrive(settings, filter.earliest(), filter::matches);
        Redrive.Counts counts = redrive.look();
        print(counts);
        if (dryRun) {
            say("Nothing was put back on the commands topic: this was a preview (--dry-run)");
        }
        if (dryRun || counts.open() == 0) {
            return 0;
        }
        if (!yes && !Terminal.isThere()) {
            throw wrong("Nothing was put back: there is no terminal to ask on. --yes puts back without asking");
        }
        if (!yes && !Terminal.agrees("Put " + counts.open() + " back?")) {
            say("Nothing was put back");
            return 1;
        }
        int total = counts.open();
        redrive.run(rate, done -> tell(done, total));
        say(counts.redriven + " put back");
        return 0;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void print(Redrive.Counts counts) {
        say(counts.matching
                + (counts.matching == 1 ? " dead letter matches: " : " dead letters match: ")
                + counts.open()
                + " to put back, "
                + counts.before
                + (counts.before == 1 ? " was put back before, " : " were put back before, ")
                + counts.hollow
                + (counts.hollow == 1 ? " is without its value" : " are without their value"));
        if (counts.oldest != null) {
            say("The oldest ended at " + counts.oldest + "; "
                    + counts.reasons.entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", ")));
        }
    }

    private void tell(int done, int total) {
        long now = System.nanoTime();
        if (now - lastTold >= PROGRESS.toNanos()) {
            lastTold = now;
            say(done + " of " + total + " put back");
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
