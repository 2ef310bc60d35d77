package io.metronome.app;

import io.metronome.config.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code metronome why}: why a command has not been sent, or how it ended. */
@Command(
        name = "why",
        description = {
            "Says why a command has not been sent yet and when its turn is expected, or how it ended and where its reply"
                    + " is. Any worker of the group can be asked."
        })
final class WhyCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private WorkerOption worker = new WorkerOption();

    @Mixin
    private CommandParameters about = new CommandParameters();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        String instance = about.instance();
        ControlRequest.check(spec, instance);
        Settings settings = config.settings();
        String encoded =
                URLEncoder.encode(about.commandId(), StandardCharsets.UTF_8).replace("+", "%20");
        Map<String, Object> command = worker.get(settings, "/commands/" + instance + "/" + encoded);
        output.print(spec.commandLine().getOut(), sentence(command), command);
        return 0;
    }

    private String sentence(Map<String, Object> command) {
        if (command.get("sentence") instanceof String sentence) {
            return "Command " + about.commandId() + " waits: " + sentence;
        }
        String reason = command.get("reason") instanceof String known ? ", " + known : "";
        return "Command " + about.commandId() + " has ended: " + command.get("state") + reason
                + reply(command.get("reply"));
    }

    private static String reply(@Nullable Object place) {
        if (!(place instanceof Map<?, ?> reply)) {
            return "";
        }
        Object partition = reply.get("partition");
        return ". Its reply is in the topic " + reply.get("topic")
                + (partition == null ? "" : ", partition " + partition);
    }
}
