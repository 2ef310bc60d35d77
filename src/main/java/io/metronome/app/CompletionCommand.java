package io.metronome.app;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code metronome completion}: a script that lets a shell complete metronome's commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash and zsh that completes commands and options with the Tab key:",
            "source <(metronome completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("metronome", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
