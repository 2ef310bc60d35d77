package io.metronome.benchmark;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The engines by their names. */
final class Engines {
    /** The engine that the caller brings. */
    static final String OTHER = "other";

    /* Parallel Consumer runs on the clients that it was built for, which come first on its class path. */
    private static final String OLDER_CLIENTS = System.getProperty("older-clients", "");
    private static final String OWN_CLASS_PATH = System.getProperty("java.class.path");

    private Engines() {}

    static List<Engine> named(List<String> names) {
        return names.stream().map(Engines::named).toList();
    }

    private static Engine named(String name) {
        return switch (name) {
            case "metronome" -> MetronomeEngine.at(Path.of(System.getProperty("launcher", "target/metronome")));
            case "parallel-consumer" ->
                new JavaEngine(
                        name,
                        true,
                        OLDER_CLIENTS + File.pathSeparator + OWN_CLASS_PATH,
                        "io.metronome.benchmark.engine.ParallelConsumerEngine");
            case "bare-client" -> new JavaEngine(name, false, OWN_CLASS_PATH, BareClient.class.getName());
            case OTHER ->
                new JavaEngine(
                        name, true, BenchmarkOptions.text("engine.classpath"), BenchmarkOptions.text("engine.main"));
            default ->
                throw new IllegalArgumentException(
                        "no engine " + name + "; there are metronome, parallel-consumer and bare-client");
        };
    }
}
