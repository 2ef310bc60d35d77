package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Texts are UTF-8 whatever the locale, or they are refused. */
class TextTest {
    @TempDir
    Path folder;

    @Test
    void refusesAnArgumentThatCouldNotBeRead() {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(err, true));
        assertThat(Main.execute(line, "send", "sendTextStatus", "--body", "{\"message\":\"\uFFFD\uFFFD\"}"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("allowed is UTF-8. Set LC_ALL=C.UTF-8");
    }

    @Test
    void readsFilesAsUtf8WithOrWithoutAMark() throws IOException {
        assertThat(SendCommand.decode("Привет".getBytes(UTF_8))).isEqualTo("Привет");
        assertThat(SendCommand.decode("\uFEFFПривет".getBytes(UTF_8))).isEqualTo("Привет");
        assertThatThrownBy(() -> SendCommand.decode(new byte[] {'a', (byte) 0xCF}))
                .isInstanceOf(IOException.class);
    }

    /* The launcher, with a JVM that only says what it was given. */
    @Test
    void theLauncherTakesUtf8InAnyLocale() throws Exception {
        Path script = Files.copy(Path.of("src/main/launcher/metronome"), folder.resolve("metronome"));
        Files.createFile(folder.resolve("metronome.jar"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(
                java, "#!/bin/sh\n[ \"$1\" = -version ] && echo 'openjdk version \"21\"' || locale charmap\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString()).redirectErrorStream(true);
            builder.environment().put("LC_ALL", locale);
            builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
            Process process = builder.start();
            try (Stream<String> lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines()) {
                assertThat(lines.reduce((first, second) -> second)).as(locale).contains("UTF-8");
            }
        }
    }
}
