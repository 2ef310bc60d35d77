package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines of the log that pages quote are written by some class, but for names and numbers in them. */
class QuotedLogLinesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final List<Path> PAGES = List.of(
            Path.of("README.md"),
            Path.of("deploy", "OPERATING.md"),
            Path.of("deploy", "RUNBOOK.md"),
            Path.of("deploy", "SECURITY.md"),
            Path.of("deploy", "UPGRADING.md"));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    /* A sentence: other words in code are names, and lines of a shell begin with a small letter. */
    private static final Pattern LINE = Pattern.compile("`([A-Z][a-z]+['’]?[a-z]* [^`]* [^`]*)`");
    /* Places of values: dots, one capital letter, and examples of numbers, lists, methods, topics and URLs.
     * A colon joins two texts. */
    private static final Pattern VALUE =
            Pattern.compile("…|\\b[A-Z]\\b|\\d+|\\[[^\\]]*\\]|\\bsend[A-Z]\\w+|\\bmetronome\\.[a-z.]+|https?://|[():]");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    @Test
    void someClassWritesEachOfThem() throws IOException {
        String written = literals();
        List<String> unknown = new ArrayList<>();
        int count = 0;
        for (Path page : PAGES) {
            String text = BLOCK.matcher(Files.readString(page)).replaceAll("").replaceAll("\\s+", " ");
            for (MatchResult line : LINE.matcher(text).results().toList()) {
                count++;
                VALUE.splitAsStream(line.group(1))
                        .map(String::strip)
                        .filter(words -> words.contains(" "))
                        .filter(words -> !written.contains(words))
                        .forEach(
                                words -> unknown.add(page + ": " + line.group() + ": no class writes '" + words + "'"));
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(count).isGreaterThan(20);
    }

    /* Texts that are put together of several lines are one; a value ends one. */
    private static String literals() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                String joined = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
                LITERAL.matcher(joined)
                        .results()
                        .forEach(literal -> all.append(literal.group(1)).append('\n'));
            }
        }
        return all.toString();
    }
}
