package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.control.ControlRecord;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code metronome cancel}: ends one command. */
@Command(
        name = "cancel",
        description = {
            "Cancels a command that waits: it ends as a dead letter with the reason CANCELLED, within a second. A command"
                    + " that is not read yet is cancelled when it is read. A call that is under way ends as it ends.",
            "A command that has ended stays as it is. A new command with the same id is cancelled, too, within the"
                    + " idempotency window."
        })
final class CancelCommand implements Callable<Integer> {
    private static final int LONGEST = 300;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private CommandParameters about = new CommandParameters();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        String instance = about.instance();
        String commandId = about.commandId();
        ControlRequest.check(spec, instance);
        if (commandId.isEmpty() || commandId.length() > LONGEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "COMMANDID: found " + commandId.length() + " characters, allowed are 1 to " + LONGEST);
        }
        Settings settings = config.settings();
        ControlRecord.Cancel cancel =
                new ControlRecord.Cancel(instance, commandId, ControlRequest.by(), ControlRequest.at());
        long offset = ControlRequest.write(settings, cancel);
        output.print(
                spec.commandLine().getOut(),
                "Command " + commandId + " of instance " + instance
                        + " is cancelled, unless it has ended or its call is under way. Its reply tells",
                ControlRequest.result(settings, cancel.key(), offset, Map.of("commandId", commandId)));
        return 0;
    }
}
