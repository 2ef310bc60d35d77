package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.WriteFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code metronome check}: reads the files, asks the cluster, changes nothing. */
@Command(
        name = "check",
        description =
                "Reads the configuration and the instances, connects to Kafka, compares the topics, and names every"
                        + " problem at once: exit code 2 for mistakes in the files, or for a heap that is too small"
                        + " for them; 1 for what is wrong outside. The heap is that of this JVM: give it the options"
                        + " that the worker has.")
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
                .println("The files are good; instances: "
                        + everything.instances().all().size());
        everything.instances().notes().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().println(formats(settings.ledger().writeFormat()));
        List<String> heap = HeapNeed.problems(everything);
        List<String> problems = new ArrayList<>(heap);
        problems.addAll(Codecs.problems());
        problems.addAll(certificate(settings));
        try (Admin admin = Clients.admin(settings.kafka())) {
            List<String> topics = Topics.problems(admin, settings);
            problems.addAll(topics);
            problems.forEach(spec.commandLine().getErr()::println);
            if (topics.isEmpty()) {
                spec.commandLine().getOut().println("Kafka answers, and the topics are as they have to be");
            }
            return code(heap, problems);
        } catch (StartException unreachable) {
            problems.forEach(spec.commandLine().getErr()::println);
            if (heap.isEmpty()) {
                throw unreachable;
            }
            throw new ConfigurationException(List.of(String.valueOf(unreachable.getMessage())));
        }
    }

    /** The formats of the ledger that a worker with that setting writes and reads. */
    static String formats(WriteFormat format) {
        String advice = format.configured() == LedgerFormat.NEWEST
                ? ""
                : ". When no older worker can come back, metronome.ledger.write-format may be raised to "
                        + LedgerFormat.NEWEST.number();
        return "The ledger is written " + written(format) + " and read in formats 1 to " + LedgerFormat.NEWEST.number()
                + advice;
    }

    /** In which format a worker with that setting writes. */
    static String written(WriteFormat format) {
        LedgerFormat configured = format.configured();
        return configured == null
                ? "in the format of each partition (in format " + LedgerFormat.NEWEST.number() + " where it is new)"
                : "in format " + configured.number();
    }

    private static int code(List<String> heap, List<String> problems) {
        if (!heap.isEmpty()) {
            return CommandLine.ExitCode.USAGE;
        }
        return problems.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** One line if the certificate of the pages cannot be used. */
    static List<String> certificate(Settings settings) {
        try {
            PagesTls.open(settings.http());
            return List.of();
        } catch (StartException unfit) {
            return List.of(String.valueOf(unfit.getMessage()));
        }
    }
}
