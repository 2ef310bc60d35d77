package io.metronome.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.sandbox.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The built worker, started as users start it: by its launcher, with a configuration and an instances file.
 *
 * @param program the words of its command line, up to the subcommand
 */
record MetronomeEngine(List<String> program) implements Engine {
    /** The launcher at that path. */
    static MetronomeEngine at(Path launcher) {
        return new MetronomeEngine(List.of(launcher.toAbsolutePath().toString()));
    }

    @Override
    public String name() {
        return "metronome";
    }

    @Override
    public boolean keepsPace() {
        return true;
    }

    @Override
    public boolean usesKafka() {
        return true;
    }

    @Override
    public EngineProcess start(EngineSetup setup) throws IOException {
        Path launcher = Path.of(program.getFirst());
        if (!Files.isExecutable(launcher)) {
            throw new IOException(launcher + " is not there; build it with ./mvnw package -DskipTests");
        }
        Path config = write(setup);
        return EngineProcess.start(
                Stream.concat(program.stream(), Stream.of("run", "--config", config.toString()))
                        .toList(),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", EngineProcess.HEAP + profile(setup)),
                setup.folder());
    }

    /* What costs CPU time from that second on: only JDK 25 and newer on Linux samples it. */
    private static String profile(EngineSetup setup) {
        String after = BenchmarkOptions.text("profile");
        Path file = setup.folder().resolve("profile.jfr").toAbsolutePath();
        return after.isEmpty()
                ? ""
                : " -XX:StartFlightRecording:jdk.CPUTimeSample#enabled=true,jdk.CPUTimeSample#throttle=5ms,delay="
                        + after + "s,dumponexit=true,filename=" + file;
    }

    /** The address of the pages of a worker that was started with that setup. */
    static String pages(EngineSetup setup) throws IOException {
        return Files.readString(setup.folder().resolve("pages")).strip();
    }

    private static Path write(EngineSetup setup) throws IOException {
        int port = FreePorts.take(1).getFirst();
        Files.write(setup.folder().resolve("pages"), ("http://127.0.0.1:" + port).getBytes(UTF_8));
        Workload workload = setup.workload();
        Path instances = setup.folder().resolve("instances.yaml");
        String delay = workload.isGapConfigured() ? ", delay: " + workload.gap().toMillis() + "ms" : "";
        String entries = IntStream.range(0, workload.instances())
                .mapToObj(n -> "  - {id: \"" + Workload.instance(n) + "\", token: " + EngineSetup.TOKEN + "}\n")
                .collect(Collectors.joining());
        Files.write(
                instances,
                ("defaults: {api-url: \"" + setup.api() + "\"" + delay + "}\ninstances:\n" + entries).getBytes(UTF_8));
        Path config = setup.folder().resolve("metronome.yaml");
        Files.write(config, """
                metronome:
                  kafka: {bootstrap-servers: "%s", group-id: %s}
                  topics: {create: true, partitions: %d, replication: 1, %s}
                  instances: {file: '%s'}
                  intake: {max-pending-bytes: 1GB}
                  http: {host: 127.0.0.1, port: %d}
                """.formatted(
                        setup.bootstrapServers(),
                        setup.topics().group(),
                        RunTopics.PARTITIONS,
                        setup.topics().configured(),
                        instances.toAbsolutePath(),
                        port)
                .getBytes(UTF_8));
        return config;
    }
}
