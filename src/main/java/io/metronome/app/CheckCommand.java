package io.metronome.app;

import io.metronome.config.Settings;
import io.metronome.ledger.LedgerFormat;
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
    private static final int HEAP_PARTS = 3;
    private static final int PENDING_PARTS = 2;
    private static final int MB = 20;

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
        everything.instances().notes().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().println(formats(settings.ledger().writeFormat()));
        List<String> problems = new ArrayList<>(Codecs.problems());
        problems.addAll(certificate(settings));
        problems.addAll(heap(settings, Runtime.getRuntime().maxMemory()));
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

    /** The formats of the ledger that a worker with that setting writes and reads. */
    static String formats(LedgerFormat written) {
        String advice = written == LedgerFormat.NEWEST
                ? ""
                : ". When no older worker can come back, metronome.ledger.write-format may be raised to "
                        + LedgerFormat.NEWEST.number();
        return "The ledger is written in format " + written.number() + " and read in formats 1 to "
                + LedgerFormat.NEWEST.number() + advice;
    }

    /** The mistake in the heap of a JVM like this one, in which a worker would run. */
    static List<String> heap(Settings settings, long bytes) {
        long pending = settings.intake().maxPendingBytes();
        long most = bytes / HEAP_PARTS * PENDING_PARTS;
        return pending <= most
                ? List.of()
                : List.of(
                        "metronome.intake.max-pending-bytes: found " + (pending >> MB) + "MB, where the JVM's heap is "
                                + (bytes >> MB) + " MB; allowed is at most two thirds of the heap, " + (most >> MB)
                                + "MB. Lower it, or give the JVM more: JAVA_TOOL_OPTIONS=-Xmx…, or more memory to the container");
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
