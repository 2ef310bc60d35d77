package io.metronome.app;

import io.metronome.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code metronome check}: reads the files, asks the cluster, changes nothing. */
@Command(
        name = "check",
        description =
                "Reads the configuration and the instances, connects to Kafka, compares the topics, and names every"
                        + " problem at once: exit code 2 for mistakes in the files, 1 for what is wrong outside.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ConfigOption.Everything everything = config.everything();
        Settings settings = everything.settings();
        spec.commandLine()
                .getOut()
                .println("The files are good: " + everything.instances().all().size() + " instances");
        List<String> problems = new ArrayList<>(Codecs.problems());
        problems.addAll(certificate(settings));
        try (Admin admin = Clients.admin(settings.kafka())) {
            List<String> topics = Topics.problems(admin, settings);
            problems.addAll(topics);
            problems.forEach(spec.commandLine().getErr()::println);
            if (topics.isEmpty()) {
                spec.commandLine().getOut().println("Kafka answers, and the topics are as they have to be");
            }
            return problems.isEmpty() ? 0 : 1;
        } catch (StartException unreachable) {
            problems.forEach(spec.commandLine().getErr()::println);
            throw unreachable;
        }
    }

    private static List<String> certificate(Settings settings) {
        try {
            PagesTls.open(settings.http());
            return List.of();
        } catch (StartException unfit) {
            return List.of(String.valueOf(unfit.getMessage()));
        }
    }
}
