package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A smaller instances file: half written, cut by mistake, or meant. */
class LostInstancesTest {
    private static final int COUNT = 21;

    @TempDir
    Path folder;

    private final Set<String> waiting = new HashSet<>();
    private InstancesFile file;
    private long now;
    private int version;

    @BeforeEach
    void open() throws IOException {
        write(COUNT, "t");
        file = ((InstancesFile.Opened.Good) InstancesFile.open(folder.resolve("i.yaml"), Map.of())).file();
        file.guard(Settings.Shrink.REFUSE, lost -> lost.stream().anyMatch(waiting::contains));
    }

    @Test
    void aFileThatIsBeingWrittenLosesNothing() throws IOException {
        write(5, "t");
        look();
        write(12, "t");
        look();
        assertThat(file.all()).hasSize(COUNT);
        write(COUNT, "t");
        look();
        assertThat(file.all()).hasSize(COUNT);
        assertThat(file.isGood()).isTrue();
    }

    @Test
    void aReloadThatIsRefusedChangesNothing() throws IOException {
        write(5, "cut");
        look();
        look();
        assertThat(token("1")).isEqualTo("t");
        assertThat(file.all()).hasSize(COUNT);
        assertThat(file.isGood()).isFalse();
    }

    @Test
    void theSecondLookReadsTheFileAgainAlthoughItsTimeAndSizeAreTheSame() throws IOException {
        write(20, "t");
        look();
        version--;
        write(20, "u");
        look();
        assertThat(file.all()).hasSize(COUNT);
        look();
        assertThat(file.all()).hasSize(20);
    }

    @Test
    void fewInstancesWithoutCommandsGoAfterTheSecondLook() throws IOException {
        write(19, "t");
        look();
        assertThat(file.all()).hasSize(COUNT);
        look();
        assertThat(file.all()).hasSize(19);
        assertThat(file.isGood()).isTrue();
    }

    @Test
    void oneInstanceWithCommandsStays() throws IOException {
        waiting.add("21");
        write(20, "new");
        look();
        look();
        assertThat(file.find("21")).isNotNull();
        assertThat(token("20")).as("the reload is refused as a whole").isEqualTo("t");
        assertThat(file.isGood()).isFalse();

        waiting.clear();
        look();
        assertThat(file.find("21")).isNull();
        assertThat(file.isGood()).isTrue();
    }

    @Test
    void moreThanATenthStaysUntilItWasMissingForTenMinutes() throws IOException {
        write(18, "t");
        look();
        now += Duration.ofMinutes(9).toNanos();
        look();
        assertThat(file.all()).hasSize(COUNT);
        assertThat(file.isGood()).isFalse();
        now += Duration.ofMinutes(1).toNanos();
        look();
        assertThat(file.all()).hasSize(18);
        assertThat(file.isGood()).isTrue();
    }

    @Test
    void theTenMinutesBeginAgainWhenTheFileChanges() throws IOException {
        write(5, "t");
        look();
        look();
        now += Duration.ofMinutes(9).toNanos();
        write(6, "t");
        look();
        now += Duration.ofMinutes(9).toNanos();
        look();
        assertThat(file.all()).hasSize(COUNT);
    }

    @Test
    void theyGoAfterTwoLooksWhereThatIsAllowed() throws IOException {
        waiting.add("7");
        file.guard(Settings.Shrink.ALLOW, lost -> lost.stream().anyMatch(waiting::contains));
        write(1, "t");
        look();
        assertThat(file.all()).hasSize(COUNT);
        look();
        assertThat(file.all()).extracting(Instance::id).containsExactly("1");
    }

    @Test
    void anEmptyFileNeverCounts() throws IOException {
        file.guard(Settings.Shrink.ALLOW, lost -> lost.stream().anyMatch(waiting::contains));
        write(0, "t");
        for (int i = 0; i < 3; i++) {
            look();
            now += Duration.ofMinutes(10).toNanos();
        }
        assertThat(file.all()).hasSize(COUNT);
        assertThat(file.isGood()).isFalse();
        assertThat(((InstancesFile.Opened.Bad) InstancesFile.open(folder.resolve("i.yaml"), Map.of())).problems())
                .singleElement()
                .asString()
                .contains("i.yaml: found an empty list");
    }

    private void look() {
        file.refresh(now);
        now += Duration.ofSeconds(5).toNanos();
    }

    private String token(String id) {
        Instance instance = Objects.requireNonNull(file.find(id), id);
        return instance.token().reveal();
    }

    private void write(int count, String token) throws IOException {
        StringBuilder text = new StringBuilder("{\"instances\": [");
        IntStream.rangeClosed(1, count)
                .mapToObj(id -> (id == 1 ? "" : ",") + "{\"id\": \"" + id + "\", \"token\": \"" + token
                        + "\", \"api-url\": \"https://x\"}")
                .forEach(text::append);
        Path path = Files.writeString(folder.resolve("i.yaml"), text.append("]}"));
        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000L * ++version));
    }
}
