package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances in several files. */
class InstanceSourcesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write("a.yaml", "defaults: {api-url: 'https://a'}\ninstances: [{id: 1, token: t}]");
        write("b.json", "\uFEFF{\"instances\": [{\"id\": 2, \"token\": \"t\", \"api-url\": \"https://b\"}]}");
        write("c.yml", "instances: []");
        write(".hidden.yaml", "broken");
        write("notes.txt", "broken");
        Files.createDirectory(folder.resolve("d.yaml"));
    }

    @Test
    void readsTheFilesOfAFolder() {
        InstancesFile file = ((InstancesFile.Opened.Good) InstancesFile.open(folder, Map.of())).file();
        assertThat(file.all())
                .extracting("id", "apiUrl")
                .containsExactly(tuple("1", "https://a"), tuple("2", "https://b"));
    }

    @Test
    void readsThoseOfAGlob() {
        InstancesFile file =
                ((InstancesFile.Opened.Good) InstancesFile.open(folder.resolve("[a]*.yaml"), Map.of())).file();
        assertThat(file.all()).extracting("id").containsExactly("1");
    }

    @Test
    void noticesAFileThatComesAndOneThatGoes() throws IOException {
        InstancesFile file = ((InstancesFile.Opened.Good) InstancesFile.open(folder, Map.of())).file();
        file.guard(Settings.Shrink.ALLOW, lost -> false);
        write("e.yaml", "instances: [{id: 3, token: t, api-url: 'https://e'}]");
        assertThat(file.refresh(0)).isTrue();
        assertThat(file.all()).extracting("id").containsExactly("1", "2", "3");
        Files.delete(folder.resolve("a.yaml"));
        assertThat(file.refresh(0)).isFalse();
        assertThat(file.refresh(0)).isTrue();
        assertThat(file.all()).extracting("id").containsExactly("2", "3");
    }

    @Test
    void namesTheMistakesOfEachFile() throws IOException {
        write(
                "a.yaml",
                "instances: [{id: 2, token: t, api-url: 'https://a'}, {id: x, token: t, api-url: 'https://a'}]");
        write("c.yml", "instances: [{id: 3}]");
        assertThat(problems(folder))
                .anyMatch(line -> line.startsWith(folder.resolve("a.yaml") + ":1: instances[1] (x): id:"))
                .anyMatch(
                        line -> line.startsWith(folder.resolve("b.json") + ":1: instances[0] (2): id: found the id of "
                                + folder.resolve("a.yaml") + ":1, instances[0] again"))
                .anyMatch(line ->
                        line.startsWith(folder.resolve("c.yml") + ":1: instances[0] (3): token: found nothing"));
    }

    @Test
    void saysWhenThereIsNoFile() {
        assertThat(problems(folder.resolve("d.yaml")))
                .singleElement()
                .asString()
                .contains("found no file with instances");
        assertThat(problems(folder.resolve("x*.yaml")))
                .singleElement()
                .asString()
                .contains("found no file with instances");
        assertThat(problems(folder.resolve("x.yaml")))
                .singleElement()
                .asString()
                .contains("found no such file");
        assertThat(problems(folder.resolve("no/x*.yaml")))
                .singleElement()
                .asString()
                .contains("cannot be listed");
        assertThat(problems(folder.resolve("c.yml"))).singleElement().asString().contains("found an empty list");
    }

    private static List<String> problems(Path named) {
        return ((InstancesFile.Opened.Bad) InstancesFile.open(named, Map.of())).problems();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
