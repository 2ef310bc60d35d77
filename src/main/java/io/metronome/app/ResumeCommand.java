package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code metronome resume}: ends the pause of one instance. */
@Command(
        name = "resume",
        description =
                "Ends the pause of an instance. Its commands go on within a second, at its pace. An instance that is"
                        + " not paused stays as it is.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", description = "The instance's id.")
    private String instance = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ControlRequest.check(spec, instance);
        Settings settings = config.settings();
        ControlKey key = ControlKey.pause(instance);
        long offset = ControlRequest.write(settings, ControlRecord.Tombstone.by(key, ControlRequest.by()));
        output.print(
                spec.commandLine().getOut(),
                "Instance " + instance + " is not paused",
                ControlRequest.result(settings, key, offset, Map.of("paused", false)));
        return 0;
    }
}
