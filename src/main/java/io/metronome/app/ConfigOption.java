package io.metronome.app;

import io.metronome.config.InstancesFile;
import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config} of every subcommand but the emulator, and the settings that it names. */
final class ConfigOption {
    private static final Path DEFAULT = Path.of("config/metronome.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; config/metronome.yaml where this is left out, or the defaults and the"
                    + " environment where that does not exist.")
    private @Nullable Path file;

    /** The settings and their instances. */
    record Everything(Settings settings, InstancesFile instances) {}

    /** Reads the settings only. */
    Settings settings() throws ConfigurationException {
        return switch (read()) {
            case ReadResult.Good good -> listening(good.settings());
            case ReadResult.Bad bad -> throw new ConfigurationException(bad.problems());
        };
    }

    /** Reads the settings and the instances. Reports the mistakes of both files together. */
    Everything everything() throws ConfigurationException {
        return switch (read()) {
            case ReadResult.Good good ->
                new Everything(
                        good.settings(),
                        instances(
                                good.settings().instances().file(),
                                good.settings().delivery().allowHttp(),
                                List.of()));
            case ReadResult.Bad bad -> {
                instances(bad.instancesFile(), bad.allowHttp(), bad.problems());
                throw new ConfigurationException(bad.problems());
            }
        };
    }

    private static InstancesFile instances(Path path, boolean allowHttp, List<String> mistakesBefore)
            throws ConfigurationException {
        return switch (InstancesFile.open(path, System.getenv(), allowHttp)) {
            case InstancesFile.Opened.Good good -> good.file();
            case InstancesFile.Opened.Bad bad -> {
                List<String> mistakes = new ArrayList<>(mistakesBefore);
                mistakes.addAll(bad.problems());
                throw new ConfigurationException(mistakes);
            }
        };
    }

    /* At debug and trace, the subcommands print stack traces as well. */
    private static Settings listening(Settings settings) {
        if (settings.log().level().compareTo(Settings.LogSettings.Level.INFO) > 0) {
            Logs.apply(settings.log());
        }
        return settings;
    }

    private ReadResult read() {
        Map<String, String> environment = System.getenv();
        return file == null ? SettingsReader.readIfThere(DEFAULT, environment) : SettingsReader.read(file, environment);
    }
}
