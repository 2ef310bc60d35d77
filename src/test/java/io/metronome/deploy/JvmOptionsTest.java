package io.metronome.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The options of the JVM in each way to start it: the collector is named, and JAVA_TOOL_OPTIONS has the last word. */
class JvmOptionsTest {
    private static final Pattern ENTRY_POINT = Pattern.compile("(?s)ENTRYPOINT \\[(.*?)]");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern JIB_FLAG = Pattern.compile("<jvmFlag>(.*?)</jvmFlag>");
    private static final Pattern NEWER_JDKS_ONLY = Pattern.compile("--sun-misc.*|-XX:AOTCache=.*|-Xlog:aot=.*");

    private static final int AOT_CACHES = 25;

    @TempDir
    Path folder;

    /** The ways to start metronome. */
    enum Way {
        LAUNCHER,
        IMAGE,
        JIB
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void namesTheCollectorAndEndsWithoutMemory(Way way) throws Exception {
        assertThat(flags(way, Map.of()))
                .contains("UseG1GC = true", "ExitOnOutOfMemoryError = true")
                .anyMatch(flag -> way == Way.LAUNCHER || flag.equals("MaxRAMPercentage = 60.000000"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void givesJavaToolOptionsTheLastWord(Way way) throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=41 -XX:-UseG1GC -XX:+UseSerialGC");
        assertThat(flags(way, environment))
                .contains("UseSerialGC = true", "UseG1GC = false", "MaxRAMPercentage = 41.000000");
    }

    @Test
    void theLauncherTakesJavaOptsAsWell() throws Exception {
        assertThat(flags(Way.LAUNCHER, Map.of("JAVA_OPTS", "-Xmx300m -XX:+UseParallelGC")))
                .contains("UseParallelGC = true", "UseG1GC = false", "MaxHeapSize = 314572800");
    }

    @Test
    void theLauncherTakesWhatTheBuildHasLearntAndGoesOnWithoutWhereItDoesNotFit() throws Exception {
        launcher();
        Path learnt = Files.createFile(folder.resolve("metronome.aot"));
        assertThat(flags(Way.LAUNCHER, Map.of()))
                .contains("UseG1GC = true")
                .anyMatch(flag ->
                        flag.equals("AOTCache = " + learnt) || Runtime.version().feature() < AOT_CACHES);
    }

    @Test
    void aWorkerKeepsWhatItLearntWhereTheBuildHasNothing() throws Exception {
        assertThat(flags(Way.LAUNCHER, Map.of(), "run"))
                .contains(
                        "AutoCreateSharedArchive = true", "ArchiveClassesAtExit = " + folder.resolve("metronome.jsa"));
        assertThat(flags(Way.LAUNCHER, Map.of(), "check")).contains("AutoCreateSharedArchive = false");
    }

    @Test
    void ownOptionsAboutArchivesWin() throws Exception {
        assertThat(flags(Way.LAUNCHER, Map.of("JAVA_OPTS", "-Xshare:auto"), "run"))
                .contains("AutoCreateSharedArchive = false");
    }

    private List<String> flags(Way way, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                switch (way) {
                    case LAUNCHER -> launcher();
                    case IMAGE -> image("Dockerfile");
                    case JIB -> jib();
                });
        command.addAll(List.of(arguments));
        if (way != Way.LAUNCHER) {
            command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        if (way == Way.LAUNCHER) {
            builder.environment().merge("JAVA_OPTS", "-XX:+PrintFlagsFinal", (own, ours) -> own + ' ' + ours);
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 3 && words[2].equals("="))
                .map(words -> words[1] + " = " + words[3])
                .toList();
    }

    /* The launcher wants a jar beside it. The flags are printed before the JVM finds out that this one has no class. */
    private List<String> launcher() throws IOException {
        Path script = folder.resolve("metronome");
        if (!Files.exists(script)) {
            Files.copy(Path.of("src/main/launcher/metronome"), script);
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Nothing");
            new JarOutputStream(Files.newOutputStream(folder.resolve("metronome.jar")), manifest).close();
        }
        return List.of("/bin/sh", script.toString());
    }

    private static List<String> image(String file) throws IOException {
        String text = Files.readString(Path.of("deploy", file));
        String words =
                ENTRY_POINT.matcher(text).results().findFirst().orElseThrow().group(1);
        return java(WORD.matcher(words)
                .results()
                .map(found -> found.group(1))
                .skip(1)
                .toList());
    }

    private static List<String> jib() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        return java(JIB_FLAG.matcher(pom)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList());
    }

    /* Everything before the class path, with this checkout in place of the image. */
    private static List<String> java(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.stream()
                .takeWhile(word -> !word.equals("-cp"))
                .filter(word -> !NEWER_JDKS_ONLY.matcher(word).matches())
                .map(word -> word.replace("/opt/metronome/", "deploy/"))
                .forEach(command::add);
        return command;
    }
}
