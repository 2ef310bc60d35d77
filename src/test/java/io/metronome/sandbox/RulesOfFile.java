package io.metronome.sandbox;

import static java.util.stream.Collectors.toMap;

import io.metronome.command.Instance;
import io.metronome.command.PaceRules;
import io.metronome.config.InstancesFile;
import java.nio.file.Path;
import java.util.Map;

/** The rules for paces, beside the delay, of an instances file without references to variables. */
public final class RulesOfFile {
    private RulesOfFile() {}

    /** The rules by instance. */
    public static Map<String, PaceRules> read(Path file) {
        return switch (InstancesFile.open(file, Map.of(), true)) {
            case InstancesFile.Opened.Good good ->
                good.file().all().stream().collect(toMap(Instance::id, Instance::rules));
            case InstancesFile.Opened.Bad bad -> throw new IllegalArgumentException(String.join("\n", bad.problems()));
        };
    }
}
