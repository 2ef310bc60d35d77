package io.metronome.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The producers under {@code config/examples} that read their replies, as somebody would start them, against a worker.
 * Those in JavaScript and Go run where these are installed: Node with npm, and Go with Debian's package of the library.
 */
@Timeout(300)
@Tag("full")
class ReplyingProducersIT {
    private static final Path EXAMPLES = Path.of("config", "examples").toAbsolutePath();
    private static final Path GO_PACKAGES = Path.of("/usr/share/gocode/src");
    private static final String GO_LIBRARY = "github.com/confluentinc/confluent-kafka-go";

    @TempDir
    static Path folder;

    private static ReplyBench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = new ReplyBench(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void spring() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        assertReply(
                run(EXAMPLES.toFile(), Map.of("CLASSPATH", absolute(classes)), List.of(java, "SpringProducer.java")));
    }

    @Test
    void node() throws Exception {
        assumeTrue(runs("node", "--version") && runs("npm", "--version"), "Node and npm are not installed");
        Path project = copy("node", "package.json", "package-lock.json", "producer.js");
        boolean isThere = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        assumeTrue(isThere, "npm cannot fetch kafkajs");
        assertReply(run(project.toFile(), Map.of(), List.of("node", "producer.js")));
    }

    /* Debian has the library under the name that it had before its version 2. What the example uses is the same in both. */
    @Test
    void go() throws Exception {
        assumeTrue(runs("go", "version"), "Go is not installed");
        assumeTrue(
                Files.isDirectory(GO_PACKAGES.resolve(GO_LIBRARY)),
                "golang-github-confluentinc-confluent-kafka-go-dev is not installed");
        Path project = copy("gopath/src/go", "main.go");
        Path library = folder.resolve("gopath/src").resolve(GO_LIBRARY);
        Files.createDirectories(library);
        Files.createSymbolicLink(library.resolve("v2"), GO_PACKAGES.resolve(GO_LIBRARY));
        Map<String, String> environment = Map.of(
                "GO111MODULE",
                "off",
                "GOFLAGS",
                "",
                "GOPATH",
                folder.resolve("gopath") + File.pathSeparator + GO_PACKAGES.getParent(),
                "GOCACHE",
                folder.resolve("gocache").toString());
        assertReply(run(project.toFile(), environment, List.of("go", "run", ".")));
    }

    private static void assertReply(String said) {
        String reply = said.lines().reduce((first, last) -> last).orElse("");
        assertThat(reply).as(said).contains("\"outcome\":\"accepted\"", "\"idMessage\":");
        assertThat(Schemas.errors(Schemas.of("result"), Schemas.read(reply))).isEmpty();
    }

    /** Runs an example with its arguments; what it said. */
    private static String run(File directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(bench.servers(), bench.commands(), bench.replies()));
        ProcessBuilder process = new ProcessBuilder(whole).directory(directory).redirectErrorStream(true);
        process.environment().putAll(environment);
        int code = process.redirectOutput(said.toFile()).start().waitFor();
        assertThat(code).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    /** The files of an example in a folder of the test, where what is built does no harm. */
    private static Path copy(String to, String... files) throws IOException {
        Path project = Files.createDirectories(folder.resolve(to));
        Path from = EXAMPLES.resolve(project.getFileName());
        for (String file : files) {
            Files.copy(from.resolve(file), project.resolve(file));
        }
        return project;
    }

    private static String absolute(String classes) {
        return String.join(
                File.pathSeparator,
                List.of(classes.split(File.pathSeparator, -1)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
