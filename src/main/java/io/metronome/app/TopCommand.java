package io.metronome.app;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.app.LiveTerminal.TerminalSize;
import io.metronome.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code metronome top}: the instances with trouble first, the totals and the workers, again and again. */
@Command(
        name = "top",
        description = {
            "Shows the instances with trouble first (held, overdue, paused, then the longest queues), the totals a minute,"
                    + " and the workers, and draws them again every few seconds. q or Ctrl-C ends it. Any worker of the"
                    + " group can be asked.",
            "Where the output is no terminal it prints one page, as with --once. With --output json it prints one JSON"
                    + " object for each round, on a line."
        })
final class TopCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_ROWS = 1_000;
    private static final int NO_TERMINAL = 20;
    private static final int WIDE = 10_000;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private WorkerOption worker = new WorkerOption();

    @Option(names = "--once", description = "Print one page and end.")
    private boolean once;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description = "The time between two rounds, 1s to 1h. Default: ${DEFAULT-VALUE}.")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many instances are shown, 1 to " + MOST_ROWS
                    + ". Default: as many as the terminal has room for, and 20 without one.")
    private int rows;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new ParameterException(
                    spec.commandLine(), "--interval: found " + interval.toMillis() + " ms, allowed is 1s to 1h");
        }
        if (rows < 0 || rows > MOST_ROWS) {
            throw new ParameterException(
                    spec.commandLine(), "--rows: found " + rows + ", allowed is 1 to " + MOST_ROWS);
        }
        Settings settings = config.settings();
        TopReader reader = new TopReader(worker, settings, InstantSource.system(), System::nanoTime);
        reader.count();
        await(SHORTEST);
        if (output.isForMachines()) {
            printLines(reader);
        } else if (once || !Terminal.isThere()) {
            TopRound round = reader.read(count(NO_TERMINAL));
            out().println(String.join(System.lineSeparator(), TopPage.lines(round, WIDE, WIDE)));
            out().flush();
        } else {
            draw(reader);
        }
        return 0;
    }

    private int count(int room) {
        return rows == 0 ? Math.min(room, MOST_ROWS) : rows;
    }

    /* Until nobody reads the output any more, or a signal ends it. */
    private void printLines(TopReader reader) throws StartException, InterruptedException {
        while (true) {
            Map<String, Object> fields = once ? reader.read(count(NO_TERMINAL)).fields() : attempt(reader);
            out().println(OutputCodec.encode(fields));
            if (once || out().checkError()) {
                return;
            }
            await(interval);
        }
    }

    private Map<String, Object> attempt(TopReader reader) {
        try {
            return reader.read(count(NO_TERMINAL)).fields();
        } catch (StartException away) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(
                    "at",
                    InstantSource.system()
                            .instant()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
            fields.put("error", String.valueOf(away.getMessage()));
            return fields;
        }
    }

    /* A worker that does not answer for a moment does not end the page. */
    private void draw(TopReader reader) throws IOException, InterruptedException {
        try (LiveTerminal terminal = new LiveTerminal(out(), System.in)) {
            int workers = 1;
            do {
                TerminalSize size = terminal.size();
                try {
                    TopRound round = reader.read(count(TopPage.room(size.rows(), workers)));
                    workers = round.workers().size();
                    terminal.draw(TopPage.lines(round, size.columns(), size.rows()));
                } catch (StartException away) {
                    terminal.draw(List.of(String.valueOf(away.getMessage()), "", "Asking again. q ends it."));
                }
            } while (!terminal.quits(interval));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static void await(Duration time) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(time.toNanos(), NANOSECONDS);
    }
}
