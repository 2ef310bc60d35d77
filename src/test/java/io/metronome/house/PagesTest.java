package io.metronome.house;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for people: links lead somewhere, lines and sentences are short, and the README stays one screen or three. */
class PagesTest {
    private static final Path README = Path.of("README.md");
    private static final Path ARCHITECTURE = Path.of("ARCHITECTURE.md");
    private static final int README_LINES = 150;
    private static final int README_WORDS = 1_500;
    private static final int LONGEST_LINE = 120;

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\|.*$");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?:]\\s|\\n\\n|\\n\\s*(?:[*#]|\\d+\\.)");
    private static final Pattern KAFKA = Pattern.compile("<kafka.version>(.*)</kafka.version>");

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            LINK.matcher(prose(page)).results().forEach(link -> {
                String path = link.group(1);
                Path target = path.isEmpty()
                        ? page
                        : Path.of("").resolve(page.resolveSibling(path)).normalize();
                String section = link.group(2);
                if (!Files.exists(target)
                        || (section != null && !sections(target).contains(section))) {
                    broken.add(page + " " + link.group());
                }
            });
        }
        assertThat(broken).as("links to nowhere").isEmpty();
    }

    @Test
    void theReadmeIsShort() {
        assertThat(read(README).lines()).hasSizeLessThanOrEqualTo(README_LINES);
        assertThat(read(README).split("\\s+", -1)).hasSizeLessThanOrEqualTo(README_WORDS);
    }

    @Test
    void theReadmeNamesTheVersionOfKafka() {
        String version = KAFKA.matcher(read(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(read(README)).contains("clients " + version + ", tested with brokers " + version);
    }

    @Test
    void linesAreShort() {
        List<String> wide = new ArrayList<>();
        for (Path page : pages()) {
            List<String> lines = read(page).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                boolean isTable = lines.get(i).startsWith("|");
                if (!isTable && lines.get(i).length() > LONGEST_LINE) {
                    wide.add(page + ":" + (i + 1));
                }
            }
        }
        assertThat(wide).as("lines with more than %d characters", LONGEST_LINE).isEmpty();
    }

    @Test
    void noSentenceHasTwoSemicolons() {
        List<String> winding = new ArrayList<>();
        for (Path page : pages()) {
            String text =
                    CODE.matcher(TABLE_ROW.matcher(prose(page)).replaceAll("")).replaceAll("code");
            Arrays.stream(SENTENCE_END.split(text, -1))
                    .filter(sentence -> sentence.indexOf(';') != sentence.lastIndexOf(';'))
                    .forEach(sentence -> winding.add(page + ": " + sentence.strip()));
        }
        assertThat(winding).as("sentences with more than one semicolon").isEmpty();
    }

    private static List<Path> pages() {
        return Stream.of(Stream.of(README, ARCHITECTURE), pagesIn("config"), pagesIn("deploy"), pagesIn(".github"))
                .flatMap(pages -> pages)
                .toList();
    }

    private static Stream<Path> pagesIn(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static Set<String> sections(Path page) {
        return HEADING.matcher(prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(toSet());
    }

    private static String prose(Path page) {
        return CODE_BLOCK.matcher(read(page)).replaceAll("");
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
