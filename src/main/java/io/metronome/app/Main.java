package io.metronome.app;

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
            TopicsCommand.class,
            SendCommand.class,
            RedriveCommand.class,
            EmulatorCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs the subcommand of the arguments, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, ready to execute. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .registerConverter(Duration.class, Arguments::duration)
                .registerConverter(OffsetDateTime.class, Arguments::moment)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        Failures.print(failure, command.getErr());
        return failure instanceof ConfigurationException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
