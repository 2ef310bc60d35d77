package io.metronome.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How files look: short, well named, with a package-info.java in every package, and nothing put off. */
class HouseRulesTest {
    private static final int MAX_LINES = 300;
    private static final Pattern EMPTY_NAMES =
            Pattern.compile("\\w*(Manager|Helper|Utils?|Impl|Service|Processor)(Test|IT)?\\.java");
    /** Names of this house's own, where Kafka, Reactor or HTTP has a word of its own. */
    private static final Set<String> HOUSE_WORDS = Set.of("""
            AboutInstance Accident Ask Called Check Clockwork ClosedTopics Consequences Custody Desk Door Endings
            Exchanged Findings Flag Form Found FrontDesk Ground Guests Heard Inquiries Judge Judgement Keeping Kept
            LastStep Letter Letters Life Mailbox Mishaps News OneCertificate OpenPages Opening Post PostOffice
            Questions Repeats Restoring Rooms Saved Section Setting Show Standing Strand Stranger Strangers Tally
            Testimony Texts Told Trouble Troubles Upkeep Verdict Waits Watch Way Whole Wire Witness Words Wrong Wrongs
            """.strip().split("\\s+", -1));

    private static final Pattern PUT_OFF = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern TIRED_TEST = Pattern.compile("Thread\\." + "sleep|@Dis" + "abled");

    @Test
    void noFileIsLongerThanAScreenfulOfScreens() {
        assertThat(files("src", ".java").filter(file -> lines(file).size() > MAX_LINES))
                .as("files with more than %d lines", MAX_LINES)
                .isEmpty();
    }

    @Test
    void everyClassIsNamedForWhatItIs() {
        assertThat(files("src", ".java").filter(nameMatches(EMPTY_NAMES)))
                .as("files with names that say nothing")
                .isEmpty();
    }

    @Test
    void everyClassHasANameThatAnEngineerWouldSearchFor() {
        assertThat(files("src", ".java").filter(file -> HOUSE_WORDS.contains(simpleName(file))))
                .as("files with a house word for a name: take the word that Kafka, Reactor or HTTP has for it,"
                        + " such as GroupMembership, StatePoller or ApiResponse")
                .isEmpty();
    }

    @Test
    void everyJavadocNamesItsThing() {
        Pattern vague = Pattern.compile("/\\*\\*\\s*(?:\\* )?The sa" + "me\\b");
        assertThat(files("src", ".java")
                        .filter(file ->
                                vague.matcher(String.join("\n", lines(file))).find()))
                .as("files with a Javadoc that refers to the one before it: say what the thing is")
                .isEmpty();
    }

    @Test
    void everyPackageIsDocumented() {
        assertThat(files("src/main/java", ".java")
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !isDocumented(folder)))
                .as("packages without a documented package-info.java")
                .isEmpty();
    }

    @Test
    void nothingIsPutOff() {
        assertThat(Stream.of("src", "config", "deploy", ".ci")
                        .flatMap(folder -> files(folder, ""))
                        .filter(file -> lines(file).stream().anyMatch(PUT_OFF.asPredicate())))
                .as("files that put work off")
                .isEmpty();
    }

    @Test
    void noTestSleepsOrIsAsleep() {
        assertThat(files("src/test/java", ".java")
                        .filter(file -> lines(file).stream().anyMatch(TIRED_TEST.asPredicate())))
                .as("tests that sleep, or are switched off")
                .isEmpty();
    }

    private static boolean isDocumented(Path folder) {
        Path info = folder.resolve("package-info.java");
        return Files.exists(info) && lines(info).stream().findFirst().orElse("").startsWith("/**");
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replaceFirst("(Test|IT)?\\.java$", "");
    }

    private static Predicate<Path> nameMatches(Pattern pattern) {
        return file -> pattern.matcher(file.getFileName().toString()).matches();
    }

    private static Stream<Path> files(String folder, String ending) {
        Path root = Path.of(folder);
        if (!Files.isDirectory(root)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> found = all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            // Not decoded strictly: an image has no lines, but no mistake either.
            return new String(Files.readAllBytes(file), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
