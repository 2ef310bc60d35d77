package io.metronome.emulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.metronome.command.Messenger;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * GREEN-API's own JavaScript clients, as npm has them, work against the emulator as against the service. Left out where
 * there is no npm, or where the packages cannot be had.
 */
@Tag("full")
class JsClientIT {
    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path PLACE = Path.of("target", "js");
    private static final String SENT = "\\{\"idMessage\":\"3EB0[0-9A-F]{16}\"}";
    private static final String SENT_BY_MAX = "\\{\"idMessage\":\"\\d{13}\"}";

    /** The whole answer of each call that is taken; {@link #ERRORS} has a piece of the error of each other call. */
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("getStateInstance", "\\{\"stateInstance\":\"authorized\"}"),
            Map.entry("getSettings", ".*\"delaySendMessagesMilliseconds\":500,.*\"outgoingWebhook\":\"no\".*"),
            Map.entry("getWaSettings", ".*\"phone\":\"\\d+\",\"stateInstance\":\"authorized\",\"deviceId\".*"),
            Map.entry("getStatusInstance", "\\{\"statusInstance\":\"online\"}"),
            Map.entry("setSettings", "\\{\"saveSettings\":true}"),
            Map.entry("settingsAfter", ".*Milliseconds\":1000,.*\"outgoingWebhook\":\"yes\".*"),
            Map.entry("sendTyping", SENT),
            Map.entry("sendContact", SENT),
            Map.entry("sendTextStatus", SENT),
            Map.entry("sendVoiceStatus", SENT),
            Map.entry("showMessagesQueue", ".*\"type\":\"sendContact\",.*\"type\":\"sendVoiceStatus\",.*"),
            Map.entry("getMessagesCount", "\\{\"count\":2}"),
            Map.entry("getOutgoingStatuses", ".*\"statusMessage\":\"sent\".*\"font\":\"SERIF\".*"),
            Map.entry("getStatusStatistic", ".*\"participant\":\"79001234568@c.us\",\"status\":\"sent\".*"),
            Map.entry("deleteStatus", "null"),
            Map.entry("clearMessagesQueue", "\\{\"isCleared\":true}"),
            Map.entry("reboot", "\\{\"isReboot\":true}"),
            Map.entry("quota2", SENT),
            Map.entry("maxTyping", SENT_BY_MAX),
            Map.entry("maxContact", SENT_BY_MAX),
            Map.entry("maxAccount", ".*\"chatId\":\"3100000001\".*"));

    /** The answers that both clients get for the other methods. */
    private static final Map<String, String> BOTH = Map.ofEntries(
            Map.entry("sendMessage", SENT),
            Map.entry("sendFileByUrl", SENT),
            Map.entry("sendLocation", SENT),
            Map.entry("sendPoll", SENT),
            Map.entry("forwardMessages", "\\{\"messages\":\\[\"3EB0[0-9A-F]{16}\"]}"),
            Map.entry("sendInteractiveButtons", SENT),
            Map.entry("sendInteractiveButtonsReply", SENT),
            Map.entry("sendMediaStatus", SENT),
            Map.entry("readChat", "\\{\"setRead\":true}"),
            Map.entry("getMessage", ".*\"textMessage\":\"Hello\".*"),
            Map.entry("getChatHistory", "\\[.*\"typeMessage\":\"pollMessage\".*\\]"),
            Map.entry("lastIncomingMessages", "\\[]"),
            Map.entry("editMessage", SENT),
            Map.entry("deleteMessage", "\"\"|null"));

    private static final Map<String, String> ERRORS = Map.of(
            "whileStarting", "400. \"instance in starting process try later\"",
            "validation", "'chatId' must be one of the next formats",
            "deleteStatusAgain", "ID message notfound",
            "noSuchMethod", "status code 404",
            "tooLarge", "request entity too large",
            "wrongToken", "status code 401",
            "wrongInstance", "status code 403",
            "burst5", "429. \"Too Many Requests\"",
            "quota3", "CORRESPONDENTS_QUOTE_EXCEEDED",
            "maxStranger", "Contact 20000001 not found");

    @Test
    void isAnsweredAsByTheService() throws Exception {
        install();
        Scheduler time = Schedulers.newSingle("emulator");
        EmulatorSettings settings =
                EmulatorSettings.of(EmulatedInstance.standard(new Random(1))).withRestartTime(Duration.ofMillis(300));
        try (Emulator emulator = Emulator.start(settings, time, InstantSource.system(), new Random(2))) {
            JsonNode came = run(emulator);
            assertAnswers(came, "", ANSWERS);
            assertAnswers(came, "v2.", BOTH);
            assertAnswers(came, "integration.", BOTH);
            ERRORS.forEach(
                    (name, error) -> assertThat(came.path(name).path("error").asString(""))
                            .as("%s came to %s", name, came.path(name))
                            .contains(error));
        } finally {
            time.dispose();
        }
    }

    private static void assertAnswers(JsonNode came, String client, Map<String, String> answers) {
        answers.forEach((name, answer) -> assertThat(
                        came.path(client + name).path("value").toString())
                .as("%s came to %s", client + name, came.path(client + name))
                .matches(answer));
    }

    private static JsonNode run(Emulator emulator) throws IOException, InterruptedException {
        Path results = PLACE.resolve("results.json").toAbsolutePath();
        Files.deleteIfExists(results);
        EmulatedInstance whatsapp = find(emulator, Messenger.WHATSAPP);
        EmulatedInstance max = find(emulator, Messenger.MAX);
        int ended = run(List.of(
                "node",
                "official-client.cjs",
                emulator.url().toString(),
                whatsapp.id(),
                whatsapp.token().reveal(),
                max.id(),
                max.token().reveal(),
                results.toString()));
        assertThat(ended).as("exit code, see %s", PLACE.resolve("log")).isZero();
        return JsonMapper.builder().build().readTree(Files.readString(results));
    }

    private static EmulatedInstance find(Emulator emulator, Messenger messenger) {
        return emulator.instances().stream()
                .filter(each -> each.messenger() == messenger)
                .findFirst()
                .orElseThrow();
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(PLACE);
        for (String name : List.of("package.json", "package-lock.json", "official-client.cjs")) {
            Files.copy(SOURCES.resolve(name), PLACE.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        assumeTrue(isThere("npm") && isThere("node"), "npm and node are there");
        int ended = run(List.of("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"));
        assumeTrue(ended == 0, "the packages can be had; see " + PLACE.resolve("log"));
    }

    private static boolean isThere(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(PLACE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(PLACE.resolve("log").toFile())
                .start();
        if (!process.waitFor(120, SECONDS)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
