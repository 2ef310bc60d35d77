package io.metronome.app;

import io.metronome.command.Homes;
import io.metronome.config.Settings;
import io.metronome.control.ControlEnds;
import io.metronome.control.ControlRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code metronome purge}: ends every command of one instance that waits. */
@Command(
        name = "purge",
        description = {
            "Cancels every command of an instance that is on its partition of the commands topic now and has not ended,"
                    + " whether it was read or not: each ends as a dead letter with the reason CANCELLED. Commands that come"
                    + " later are sent. A call that is under way ends as it ends.",
            "It says first what will end, and asks. How many commands these are, and since when the oldest waits, any worker"
                    + " can say. --dry-run says it and ends. redrive --reason CANCELLED --instance ID puts the commands back."
        })
final class PurgeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private WorkerOption worker = new WorkerOption();

    @Parameters(paramLabel = "ID", description = "The instance's id.")
    private String instance = "";

    @Option(names = "--yes", description = "Do not ask. Needed where there is no terminal to ask on.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Say what would end, and purge nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Where the commands of the instance are. */
    private record HomeEnd(int partition, long end) {}

    @Override
    public Integer call() throws Exception {
        ControlRequest.check(spec, instance);
        Settings settings = config.settings();
        HomeEnd home = home(settings);
        String commands = settings.topics().commands() + "-" + home.partition();
        if (dryRun) {
            preview(settings, home);
            return 0;
        }
        say("Every command of instance " + instance + " below offset " + home.end() + " of " + commands
                + " that has not ended will be cancelled" + (yes ? "" : ". " + inWords(asked(settings))));
        if (!yes && !Terminal.isThere()) {
            throw new ParameterException(
                    spec.commandLine(), "Nothing was purged: there is no terminal to ask on; --yes does without");
        }
        if (!yes && !Terminal.agrees("Purge instance " + instance + "?")) {
            say("Nothing was purged");
            return 1;
        }
        ControlRecord.Purge purge =
                new ControlRecord.Purge(instance, home.end(), ControlRequest.by(), ControlRequest.at());
        long offset = ControlRequest.write(settings, purge);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("partition", home.partition());
        fields.put("below", home.end());
        output.print(
                spec.commandLine().getOut(),
                "Instance " + instance + " is purged below offset " + home.end() + " of " + commands,
                ControlRequest.result(settings, purge.key(), offset, fields));
        return 0;
    }

    private void preview(Settings settings, HomeEnd home) {
        Map<?, ?> purge = asked(settings);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("idInstance", instance);
        fields.put("partition", home.partition());
        fields.put("below", home.end());
        fields.put("dryRun", true);
        purge.forEach((name, value) -> fields.put(String.valueOf(name), value));
        output.print(
                spec.commandLine().getOut(),
                "A purge of instance " + instance + " would end every command below offset " + home.end() + " of "
                        + settings.topics().commands() + "-" + home.partition() + " that has not ended. "
                        + inWords(purge),
                fields);
    }

    /* Empty where no worker says it: a purge needs none. */
    private Map<?, ?> asked(Settings settings) {
        try {
            return worker.get(settings, "/instances/" + instance).get("purge") instanceof Map<?, ?> purge
                    ? purge
                    : Map.of();
        } catch (StartException away) {
            say(String.valueOf(away.getMessage()));
            return Map.of();
        }
    }

    private static String inWords(Map<?, ?> purge) {
        Object count = purge.get("count");
        if (count == null) {
            return "How many these are only a worker knows";
        }
        Object oldest = purge.get("oldestReceivedAt");
        return count + " of them were read and wait" + (oldest == null ? "" : ", the oldest since " + oldest);
    }

    private HomeEnd home(Settings settings) throws StartException, InterruptedException {
        Settings.TopicSettings topics = settings.topics();
        try (Admin admin = Clients.admin(settings.kafka())) {
            TopicFacts ledger = TopicFacts.of(admin, List.of(topics.ledger())).get(topics.ledger());
            if (ledger == null) {
                throw new StartException(
                        "Topic " + topics.ledger() + ": does not exist; mend it with: metronome topics");
            }
            int home = new Homes(ledger.partitions()).of(instance);
            return new HomeEnd(home, new ControlEnds(admin, topics.commands()).ofCommands(home));
        } catch (ExecutionException failure) {
            throw new StartException("The topics cannot be examined: " + Failures.inWords(failure));
        }
    }

    private void say(String line) {
        output.say(spec.commandLine().getOut(), spec.commandLine().getErr(), line);
    }
}
