package io.metronome.app;

import io.metronome.config.InstancesFile;
import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.sandbox.Broker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** A broker, a configuration that names it, and the command line as people type it. */
final class Stage {
    private final Path config;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Stage(Path config) {
        this.config = config;
    }

    /** Writes the files: topics of their own for each prefix, the instances of that emulator. */
    static Stage set(Path folder, Broker broker, String prefix, Emulator emulator) throws IOException {
        StringBuilder instances = new StringBuilder("instances:\n");
        for (EmulatedInstance instance : emulator.instances()) {
            instances.append("  - {id: \"%s\", token: \"%s\", messenger: %s, api-url: \"%s\"}\n"
                    .formatted(
                            instance.id(),
                            instance.token().reveal(),
                            instance.messenger().name().toLowerCase(Locale.ROOT),
                            emulator.url()));
        }
        return set(folder, broker, prefix, instances.toString());
    }

    /** Topics and a configuration for CLI commands that call no instance. */
    static Stage set(Path folder, Broker broker, String prefix) throws IOException {
        return set(folder, broker, prefix, "instances: [{id: 1101000001, token: t, api-url: \"http://localhost\"}]\n");
    }

    /** Topics and a configuration with that instances file. */
    static Stage set(Path folder, Broker broker, String prefix, String instances) throws IOException {
        Path file = Files.writeString(folder.resolve("instances.yaml"), instances);
        String settings = """
                metronome:
                  kafka: {bootstrap-servers: "%s", group-id: %s}
                  topics: {commands: %2$s.commands, results: %2$s.results, dead-letters: %2$s.dead-letters,
                           ledger: %2$s.ledger, control: %2$s.control}
                  instances: {file: '%s'}
                  http: {host: 127.0.0.1, port: 0}
                """.formatted(broker.bootstrapServers(), prefix, file);
        return new Stage(Files.writeString(folder.resolve("metronome.yaml"), settings));
    }

    /** The one on that configuration. */
    static Stage on(Path config) {
        return new Stage(config);
    }

    /** Runs a subcommand; its exit code. What it says replaces what the one before said. */
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config.toString();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(all);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    Settings settings() {
        return switch (SettingsReader.read(config, Map.of())) {
            case ReadResult.Good good -> good.settings();
            case ReadResult.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
    }

    /** A worker on these files. */
    Worker worker() throws StartException {
        return switch (InstancesFile.open(settings().instances().file(), Map.of())) {
            case InstancesFile.Opened.Good good -> Worker.start(settings(), good.file());
            case InstancesFile.Opened.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
    }
}
