package io.metronome.app;

import io.metronome.app.Finding.Severity;
import io.metronome.command.Instance;
import io.metronome.config.Settings;
import io.metronome.ledger.LedgerRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code metronome doctor}: looks at everything that a worker needs, and says how to mend it. Changes nothing. */
@Command(
        name = "doctor",
        description = {
            "Looks at everything that a worker needs, and changes nothing: what check looks at, the rights in Kafka, the"
                    + " ledger's records, the hosts of the API and their certificates, the clocks, and the states of a few"
                    + " instances. One line for each finding: ok, warning or failed, with how to mend it.",
            "Exit code 2 for mistakes in the files, or for a heap that is too small for them; 1 for what is wrong"
                    + " outside; 0 also with warnings. The heap is that of this JVM: give it the options that the worker"
                    + " has."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int MOST_STATES = 1_000;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--states",
            paramLabel = "N",
            description = "How many instances are asked for their state: 0 to " + MOST_STATES
                    + ". Default: ${DEFAULT-VALUE}.")
    private int states = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (states < 0 || states > MOST_STATES) {
            throw new ParameterException(
                    spec.commandLine(), "--states: found " + states + ", allowed is 0 to " + MOST_STATES);
        }
        ConfigOption.Everything everything = config.everything();
        Diagnosis diagnosis = new Diagnosis(this::show);
        lookAtFiles(everything, diagnosis);
        boolean isHeapEnough = HeapNeed.problems(everything).isEmpty();
        lookAtKafka(everything.settings(), diagnosis);
        lookAtApi(everything, diagnosis);
        output.print(spec.commandLine().getOut(), diagnosis.summary(), diagnosis.fields());
        if (!isHeapEnough) {
            return CommandLine.ExitCode.USAGE;
        }
        return diagnosis.count(Severity.FAILED) == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void show(Finding finding) {
        output.say(spec.commandLine().getOut(), spec.commandLine().getErr(), finding.line());
    }

    private static void lookAtFiles(ConfigOption.Everything everything, Diagnosis diagnosis) {
        Settings settings = everything.settings();
        int count = everything.instances().all().size();
        diagnosis.add(Finding.ok("files", "the files are good; instances: " + count));
        everything.instances().notes().forEach(note -> diagnosis.add(Finding.warning("files", note, "")));
        diagnosis.add(Finding.ok("files", CheckCommand.formats(settings.ledger().writeFormat())));
        diagnosis.judge("heap", HeapNeed.problems(everything), HeapNeed.enough(settings, count));
        diagnosis.judge("codecs", Codecs.problems(), "every compression that producers may use can be read");
        diagnosis.judge(
                "pages", CheckCommand.certificate(settings), "the certificate of the pages fits, or none is set");
    }

    private void lookAtKafka(Settings settings, Diagnosis diagnosis) throws InterruptedException {
        try (Admin admin = Clients.admin(settings.kafka())) {
            diagnosis.add(Finding.ok("kafka", "Kafka at " + settings.kafka().bootstrapServers() + " answers"));
            attempt("rights", diagnosis, () -> diagnosis.addAll(new KafkaRights(admin, settings).findings()));
            attempt(
                    "topics",
                    diagnosis,
                    () -> diagnosis.judge(
                            "topics", Topics.problems(admin, settings), "the topics are as they have to be"));
            attempt("ledger", diagnosis, () -> lookAtLedger(admin, settings, diagnosis));
        } catch (StartException unreachable) {
            diagnosis.add(Finding.failed(
                    "kafka",
                    String.valueOf(unreachable.getMessage()),
                    "kafka.bootstrap-servers and kafka.properties, the network, or the brokers"));
        }
    }

    private static void lookAtLedger(Admin admin, Settings settings, Diagnosis diagnosis)
            throws ExecutionException, InterruptedException {
        String topic = settings.topics().ledger();
        TopicFacts ledger = TopicFacts.of(admin, List.of(topic)).get(topic);
        if (ledger == null) {
            return;
        }
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(settings.kafka())) {
            diagnosis.add(LedgerCount.of(consumer, topic, System::nanoTime).finding());
        }
        BrokerClock clock = new BrokerClock(admin, topic, ledger.partitions(), System::currentTimeMillis)
                .withGroup(settings.kafka().groupId());
        diagnosis.add(clock.offset().finding("the brokers"));
    }

    private void lookAtApi(ConfigOption.Everything everything, Diagnosis diagnosis) {
        List<Instance> all = new ArrayList<>(everything.instances().all());
        ApiCheck api = new ApiCheck(new ApiHostCheck(System::currentTimeMillis, null), System::nanoTime);
        List<Instance> reached = api.reach(all, diagnosis);
        ApiCheck.askStates(reached, states, everything.settings().delivery().timeout(), diagnosis);
    }

    /** A look at one thing, which Kafka may refuse. */
    @FunctionalInterface
    private interface Look {
        void take() throws ExecutionException, InterruptedException;
    }

    /* What cannot be looked at is a finding, and the next thing is looked at all the same. */
    private static void attempt(String about, Diagnosis diagnosis, Look look) throws InterruptedException {
        try {
            look.take();
        } catch (ExecutionException | KafkaException | LedgerRefusedException failure) {
            diagnosis.add(Finding.failed(about, "it cannot be examined: " + Failures.inWords(failure), ""));
        }
    }
}
