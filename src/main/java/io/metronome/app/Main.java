package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Reason;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.OffsetDateTime;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of the process. */
@Command(
        name = "metronome",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Sends WhatsApp and MAX commands from Kafka through GREEN-API, at each instance's own pace.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:fine", "1:the work failed", "2:bad usage or configuration"},
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            TopicsCommand.class,
            SendCommand.class,
            RedriveCommand.class,
            DeadLettersCommand.class,
            InstancesCommand.class,
            WhyCommand.class,
            TopCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            PurgeCommand.class,
            CancelCommand.class,
            CompletionCommand.class,
            EmulatorCommand.class
        })
public final class Main {
    /* What the JVM makes of bytes that the locale's charset does not know. */
    private static final char UNREADABLE = '\uFFFD';

    private Main() {}

    /** Runs the subcommand of the arguments, and ends the process with its exit code. */
    public static void main(String[] args) {
        CommandLine line = commandLine().setOut(utf8(System.out)).setErr(utf8(System.err));
        System.exit(execute(line, args));
    }

    /** Runs the subcommand of the arguments; its exit code. */
    static int execute(CommandLine line, String... args) {
        for (String argument : args) {
            if (argument.indexOf(UNREADABLE) >= 0) {
                line.getErr()
                        .println(
                                "An argument has characters that could not be read; allowed is UTF-8. Set LC_ALL=C.UTF-8,"
                                        + " or put the text into a file (send --body @FILE)");
                return CommandLine.ExitCode.USAGE;
            }
        }
        return line.execute(args);
    }

    /* The JVM would write question marks where the locale knows nothing but ASCII. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
    }

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(Duration.class, Arguments::duration)
                .registerConverter(OffsetDateTime.class, Arguments::moment)
                .registerConverter(Rate.class, Rate::of)
                .registerConverter(Reason.class, text -> WrongUsage.labelled(Reason.values(), text))
                .registerConverter(
                        InstancesCommand.Order.class,
                        text -> WrongUsage.labelled(InstancesCommand.Order.values(), text))
                .setParameterExceptionHandler(WrongUsage::tell)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        Failures.print(failure, command.getErr());
        return failure instanceof ConfigurationException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
