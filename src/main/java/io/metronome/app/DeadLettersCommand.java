package io.metronome.app;

import io.metronome.config.Settings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code metronome dead-letters}: which commands ended as dead letters, and why. */
@Command(
        name = "dead-letters",
        description = {
            "Lists dead letters: when each ended, its reason, instance and command id, where it stands in the topic, and the"
                    + " detail. Then it says how many there are of each reason. It changes nothing and needs no worker."
        })
final class DeadLettersCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private DeadLetterFilter filter = new DeadLetterFilter();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "List only the last N of them; all are counted. Default: ${DEFAULT-VALUE}.")
    private int limit = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final ArrayDeque<Map<String, Object>> last = new ArrayDeque<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int total;

    @Override
    public Integer call() throws Exception {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit: found " + limit + ", allowed is 0 and up");
        }
        Settings settings = config.settings();
        Clients.admin(settings.kafka()).close();
        Instant earliest = filter.earliest();
        TopicReader.read(
                settings.kafka(),
                settings.topics().deadLetters(),
                earliest == null ? Instant.EPOCH : earliest.minus(Redrive.CLOCK_SKEW),
                record -> take(new DeadLetter(record)));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("deadLetters", new ArrayList<>(last));
        fields.put("total", total);
        fields.put("reasons", reasons);
        output.print(spec.commandLine().getOut(), lines(), fields);
        return 0;
    }

    void take(DeadLetter letter) {
        if (filter.matches(letter)) {
            total++;
            reasons.merge(letter.reasonInWords(), 1, Integer::sum);
            last.addLast(letter.fields());
            if (last.size() > limit) {
                last.removeFirst();
            }
        }
    }

    private String lines() {
        List<String> lines =
                new ArrayList<>(last.stream().map(DeadLettersCommand::line).toList());
        if (last.size() < total) {
            lines.addFirst((total - last.size()) + " earlier ones are not listed");
        }
        String counts = reasons.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        lines.add(total + (total == 1 ? " dead letter" : " dead letters") + (total == 0 ? "" : ": " + counts));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(Map<String, Object> letter) {
        return "%s  %-18s %s  %s  %s  %s"
                .formatted(
                        letter.get("failedAt"),
                        text(letter.get("reason")),
                        text(letter.get("idInstance")),
                        text(letter.get("commandId")),
                        letter.get("place"),
                        text(letter.get("detail")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
