package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstancesFileTest {
    private static final String TWO = """
            instances:
              - {id: "1101000001", token: "${TOKEN_1}"}
              - {id: 3100000001, token: t-2, api-url: "https://3100.api.green-api.com/", messenger: max, delay: 15s}
            defaults: {api-url: "https://api.green-api.com", messenger: whatsapp}
            """;

    @TempDir
    Path folder;

    private int version;

    @Test
    void readsEntriesDefaultsAndVariables() throws IOException {
        InstancesFile file = open(TWO, Map.of("TOKEN_1", "t-1"));

        assertThat(file.find("1101000001"))
                .isEqualTo(new Instance(
                        "1101000001", "https://api.green-api.com", new Secret("t-1"), Messenger.WHATSAPP, null));
        assertThat(file.find("3100000001"))
                .isEqualTo(new Instance(
                        "3100000001",
                        "https://3100.api.green-api.com",
                        new Secret("t-2"),
                        Messenger.MAX,
                        Duration.ofSeconds(15)));
        assertThat(file.find("1")).isNull();
        assertThat(file.all()).hasSize(2);
    }

    /** The documentation of MAX shows its URLs with the version, and the worker adds it. */
    @Test
    void takesTheVersionOffTheUrlOfMaxAndTells() {
        String text = """
                instances:
                  - {id: 31, token: t, api-url: "https://3100.api.green-api.com/v3", messenger: max}
                  - {id: 32, token: t, api-url: "https://3100.api.green-api.com/v3/", messenger: max}
                  - {id: 33, token: t, api-url: "https://3100.api.green-api.com/", messenger: max, delay: 11m}
                """;
        assertThat(InstancesReader.of("f", text, Map.of(), new InstancesReader.ApiUrlRules(null, false)))
                .isInstanceOfSatisfying(InstancesRead.Good.class, good -> {
                    assertThat(good.instances().values())
                            .extracting(Instance::apiUrl)
                            .containsOnly("https://3100.api.green-api.com");
                    assertThat(good.notes())
                            .containsExactly(
                                    "f: api-url ends in /v3 for 2 MAX instances; it is taken without, because"
                                            + " metronome adds /v3 itself",
                                    "f: delay is over 10m for 1 instances; the newest pages of GREEN-API name"
                                            + " 600000 ms as the longest");
                });
        assertThat(InstancesReader.of(
                        "f", text.replace("max", "whatsapp"), Map.of(), new InstancesReader.ApiUrlRules(null, false)))
                .isInstanceOf(InstancesRead.Bad.class);
    }

    @Test
    void theExampleIsGood() {
        assertThat(InstancesFile.open(Path.of("config/instances.yaml"), Map.of()))
                .isInstanceOf(InstancesFile.Opened.Good.class);
    }

    @Test
    void readsJsonWhateverTheFileIsCalled() throws IOException {
        String json = "{\"instances\":[{\"id\":\"7\",\"token\":\"t\",\"api-url\":\"http://localhost:1\"}]}";

        assertThat(open(json, Map.of()).find("7")).isNotNull();
    }

    @Test
    void namesEveryMistakeWithItsEntryAndKey() throws IOException {
        List<String> problems = problems("""
                defaults: {api-url: "ftp://x", tokn: a}
                instances:
                  - {id: "11a", token: t1, api-url: "https://api.green-api.com/waInstance11/slash"}
                  - {id: "12", token: "secret/slash", api-url: "https://x"}
                  - {id: "13", tokn: t3, api-url: "https://x"}
                  - {id: "14", token: "${NONE}", api-url: "https://x", delay: 100ms, messenger: sms}
                  - {id: "14", token: t5, api-url: "https://x", token: t6}
                  - nonsense
                """);

        assertThat(String.join("\n", problems))
                .contains(":1: defaults: tokn: found an unknown key")
                .contains(":3: instances[0] (11a): id: found \"11a\"; allowed is a number")
                .contains(":3: instances[0] (11a): api-url: found \"https://api.green-api.com/…\"")
                .contains(":4: instances[1] (12): token: found a text that is not shown")
                .contains(":5: instances[2] (13): tokn: found an unknown key; the nearest that is allowed is token")
                .contains(":5: instances[2] (13): token: found nothing")
                .contains(":6: instances[3] (14): token: found ${NONE}, which the environment does not define")
                .contains(":6: instances[3] (14): delay: found \"100ms\"; allowed is a duration from 500ms to 24h")
                .contains(":6: instances[3] (14): messenger: found \"sms\"; allowed is one of whatsapp, max")
                .contains(":7: instances[4] (14): token: found a second time")
                .contains(":7: instances[4] (14): id: found the id of instances[3] again")
                .contains(":8: instances[5]: found no map")
                .doesNotContain("slash", "t6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "instances: {}",
                "instances: []",
                "other: 1",
                "instances: [",
                "instances: [{id: [1], token: {}}]",
                "a"
            })
    void neverThrows(String text) throws IOException {
        assertThat(problems(text)).isNotEmpty();
    }

    @Test
    void takesAChangeOverAndTellsIt() throws IOException {
        InstancesFile file = open(TWO, Map.of("TOKEN_1", "t-1"));
        AtomicInteger told = new AtomicInteger();
        file.onChange(told::incrementAndGet);

        assertThat(file.refresh(0)).isFalse();
        write(TWO.replace("instances:", "instances:\n  - {id: 9, token: t}"));

        assertThat(file.refresh(0)).isTrue();
        assertThat(file.refresh(0)).isFalse();
        assertThat(told).hasValue(1);
        assertThat(file.find("9")).isNotNull();
    }

    /** A volume of Kubernetes: the file is a link into a link to a folder, and only that one changes. */
    @Test
    void takesOverTheTokensOfASecretThatWasExchanged() throws IOException {
        exchange("first", "token-1");
        Files.createSymbolicLink(folder.resolve("i.yaml"), Path.of("..data", "i.yaml"));
        InstancesFile file =
                ((InstancesFile.Opened.Good) InstancesFile.open(folder.resolve("i.yaml"), Map.of())).file();
        exchange("second", "another-token");
        assertThat(file.refresh(0)).isTrue();
        assertThat(file.all())
                .singleElement()
                .satisfies(instance -> assertThat(instance.token().reveal()).isEqualTo("another-token"));
    }

    private void exchange(String name, String token) throws IOException {
        Path version = Files.createDirectory(folder.resolve(name));
        Files.writeString(
                version.resolve("i.yaml"),
                "instances: [{id: \"1101000001\", token: " + token + ", api-url: \"http://localhost\"}]");
        Path link = Files.createSymbolicLink(folder.resolve("..next"), Path.of(name));
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void keepsTheOldOnesWhileTheFileIsBrokenOrGone() throws IOException {
        InstancesFile file = open(TWO, Map.of("TOKEN_1", "t-1"));

        write("instances: [{id: 9");
        assertThat(file.refresh(0)).isFalse();
        assertThat(file.find("1101000001")).isNotNull();

        Files.delete(folder.resolve("i.yaml"));
        assertThat(file.refresh(0)).isFalse();
        assertThat(file.find("1101000001")).isNotNull();
        assertThat(file.isGood()).isFalse();

        write(TWO.replace("t-2", "t-3"));
        assertThat(file.refresh(0)).isTrue();
        assertThat(file.isGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"i.yaml", "i.json"})
    void readsAHundredThousand(String name) throws IOException {
        StringBuilder text =
                new StringBuilder("{\"defaults\": {\"api-url\": \"https://api.green-api.com\"},\n\"instances\": [\n");
        for (int i = 0; i < 100_000; i++) {
            text.append(i == 0 ? "" : ",\n")
                    .append("{\"id\": \"")
                    .append(1_101_000_000L + i)
                    .append("\", \"token\": \"d75b3a66374942c5b3c019c698abc2067e151558acbd")
                    .append(i)
                    .append("\"}");
        }
        Files.writeString(folder.resolve(name), text.append("]}\n"));

        InstancesFile.Opened opened = InstancesFile.open(folder.resolve(name), Map.of());

        assertThat(((InstancesFile.Opened.Good) opened).file().all()).hasSize(100_000);
    }

    private void write(String text) throws IOException {
        Path path = folder.resolve("i.yaml");
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH.plusSeconds(++version)));
    }

    private InstancesFile open(String text, Map<String, String> environment) throws IOException {
        write(text);
        InstancesFile.Opened opened = InstancesFile.open(folder.resolve("i.yaml"), environment);
        assertThat(opened).isInstanceOf(InstancesFile.Opened.Good.class);
        return ((InstancesFile.Opened.Good) opened).file();
    }

    private List<String> problems(String text) throws IOException {
        write(text);
        return ((InstancesFile.Opened.Bad) InstancesFile.open(folder.resolve("i.yaml"), Map.of())).problems();
    }
}
