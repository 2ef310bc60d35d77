package io.metronome.app;

import io.metronome.config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code metronome topics}: creates the missing topics, and compares the others with their rules. */
@Command(
        name = "topics",
        description =
                "Creates the topics that are missing, with every setting that correctness needs, and names what is"
                        + " wrong with those that exist. The ledger gets as many partitions as the commands topic has.")
final class TopicsCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of a commands topic that is created; topics.partitions where this is left out.")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Replicas of each topic that is created; topics.replication where this is left out.")
    private @Nullable Integer replication;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        refuse("--partitions", partitions, Settings.TopicSettings.MOST_PARTITIONS);
        refuse("--replication", replication, Settings.TopicSettings.MOST_REPLICAS);
        Settings settings = config.settings();
        try (Admin admin = Clients.admin(settings.kafka())) {
            Topics.Created created = create(admin, settings);
            List<String> problems = Topics.problems(admin, settings, created.facts());
            problems.forEach(spec.commandLine().getErr()::println);
            return problems.isEmpty() ? 0 : 1;
        }
    }

    private void refuse(String option, @Nullable Integer found, int most) {
        if (found != null && (found < 1 || found > most)) {
            throw new ParameterException(spec.commandLine(), option + ": found " + found + ", allowed is 1 to " + most);
        }
    }

    private Topics.Created create(Admin admin, Settings settings) throws StartException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        int count = Objects.requireNonNullElse(partitions, settings.topics().partitions());
        int replicas = Objects.requireNonNullElse(replication, settings.topics().replication());
        try {
            Topics.Created created = Topics.create(admin, settings, count, replicas);
            created.names().forEach(topic -> out.println("Created " + topic));
            out.println(created.names().isEmpty() ? "All five topics exist" : "All five topics exist now");
            return created;
        } catch (ExecutionException failure) {
            throw new StartException("The topics cannot be created with " + count + " partitions and " + replicas
                    + " replicas: " + Failures.inWords(failure));
        }
    }
}
