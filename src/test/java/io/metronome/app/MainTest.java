package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "run ", "check ", "doctor ", "top ", "topics ", "send ", "redrive ", "emulator "})
    void helpAndVersionAreEverywhere(String command) {
        assertThat(execute(command + "--help")).isZero();
        assertThat(out.toString()).contains("Usage: metronome");
        assertThat(execute(command + "--version")).isZero();
        assertThat(out.toString()).contains("metronome ");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "run --nonsense",
                "send sendTyping",
                "send sendTyping --instance 1 --body {} --not-before soon",
                "send sendTyping --instance 1 --body [1]",
                "send sendTyping --instance 1 --body @missing.json",
                "send sendTyping --instance 1 --body {} --priority some",
                "send sendTyping --instance my-phone --body {} --wait",
                "send sendTyping --instance \u0661 --body {}",
                "send sendTyping --instance 1 --body {} --wait --timeout never",
                "doctor --states many",
                "top --interval soon",
                "topics --partitions 0",
                "topics --partitions 10001",
                "topics --replication -1",
                "topics --partitions many",
                "redrive",
                "redrive --dry-run",
                "redrive --all --reason EXPIRED",
                "redrive --all --rate 0/s",
                "redrive --all --rate fast",
                "redrive --since yesterday",
                "redrive --reason BOREDOM",
                "emulator --port x",
                "emulator --port 65536",
                "emulator --restart-time soon"
            })
    void badUsageEndsWithTwo(String arguments) {
        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void saysWhatIsAllowed() {
        execute("topics --partitions 0");
        assertThat(err.toString()).contains("--partitions: found 0, allowed is 1 to 10000");
        execute("send sendTyping --instance my-phone --body {}");
        assertThat(err.toString()).contains("--instance: found \"my-phone\", allowed is an id of 1 to 32 digits");
        execute("send sendTyping --instance 1 --body @missing.json");
        assertThat(err.toString())
                .contains("--body: there is no file missing.json")
                .doesNotContain("Exception");
    }

    @Test
    void knowsItsVersionWithoutAJar() {
        assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
    }

    @Test
    void tellsTheMistakesOfBothFilesAtOnce() throws IOException {
        Path instances = Files.writeString(folder.resolve("i.yaml"), "instances: [{id: x}]");
        Path settings = Files.writeString(
                folder.resolve("m.yaml"), "metronome: {lease: soon, instances: {file: '" + instances + "'}}");

        assertThat(execute("check --config " + settings)).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.contains("m.yaml:1: metronome.lease: found \"soon\""))
                .anyMatch(line -> line.contains("i.yaml:1: instances[0] (x): id:"))
                .anyMatch(line -> line.contains("i.yaml:1: instances[0] (x): token:"))
                .anyMatch(line -> line.contains("i.yaml:1: instances[0] (x): api-url:"));
    }

    @Test
    void aMissingFileIsAMistakeWhereItIsNamed() {
        assertThat(execute("run --config " + folder.resolve("gone.yaml"))).isEqualTo(2);
        assertThat(err.toString()).contains("gone.yaml: found no such file");
    }

    private int execute(String arguments) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }
}
