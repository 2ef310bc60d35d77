package io.metronome.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** One wrong character anywhere in a file: no message, exception or log line repeats a part of a secret. */
class SecretSlipsTest {
    /** A piece of a secret of this length must not be seen. */
    private static final int PIECE = 6;

    /* How many of the others stand in each place; with five draws, all of them. */
    private static final int DRAWS = 2 * Integer.getInteger("metronome.draws", 1);
    private static final String OTHERS = " :\"'\tx\n,*";
    private static final String TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd451234";
    private static final String DEFAULT_TOKEN = "q9w8e7r6t5y4u3i2o1p0a9s8d7f6g5h4";
    private static final String VARIABLE_TOKEN = "zx81zx82zx83zx84zx85zx86zx87zx88";
    private static final String PASSWORD = "p4ss-W0rd.of_Kafka&*!x";
    private static final List<String> SECRETS = List.of(TOKEN, DEFAULT_TOKEN, VARIABLE_TOKEN, PASSWORD);
    private static final Map<String, String> ENVIRONMENT = Map.of("A_TOKEN", VARIABLE_TOKEN);

    private static final InstancesReader.ApiUrlRules RULES = new InstancesReader.ApiUrlRules(null, false);

    private static final String INSTANCES = """
            defaults: {api-url: "https://api.green-api.com", messenger: whatsapp}  # it's for all
            instances:
              - {id: "1101000001", token: @TOKEN, delay: 15s}
              - {id: 3100000001, messenger: max, token: "@TOKEN"}  # the "second"
              - id: '1101000002'
                token: '@TOKEN'
              - token: ${MISSING_TOKEN:@DEFAULT}
                id: 1101000003
              - {"token":"${A_TOKEN}", "id":"1101000004"}
            """.replace("@TOKEN", TOKEN).replace("@DEFAULT", DEFAULT_TOKEN);

    private static final String JSON = """
            {"defaults": {"api-url": "https://api.green-api.com"},
             "instances": [{"id": "1101000001", "token": "@TOKEN"},
                           {"token":"@TOKEN","id":1101000002,"delay":"15s"}]}
            """.replace("@TOKEN", TOKEN);

    private static final String SETTINGS = """
            metronome:
              http: {port: 8080, admin-token: @TOKEN, host: "0.0.0.0"}
              kafka:
                bootstrap-servers: localhost:9092
                properties:
                  security.protocol: SASL_SSL
                  ssl: {key.password: @DEFAULT, keystore.password: '@PASSWORD'}
                  sasl.jaas.config: >-
                    org.apache.kafka.common.security.scram.ScramLoginModule required
                    username="alice" password="@PASSWORD";
              instances: {file: i.yaml}  # it's "here"
            """;

    private static final String FLAT_SETTINGS = """
            metronome:
              lease: 3s
              http:
                host: 0.0.0.0
                admin-token: "${ADMIN:@DEFAULT}"
                port: 8080
              kafka:
                properties: {sasl.jaas.config: "a.B required u=\\"alice\\" p=\\"@PASSWORD\\";", ssl.key.password: "@PASSWORD"}
                group-id: metronome
            """;

    @TempDir
    private Path folder;

    private int version;

    static Stream<String> instances() {
        return Stream.of(INSTANCES, JSON);
    }

    static Stream<String> settings() {
        return Stream.of(SETTINGS, FLAT_SETTINGS).map(SecretSlipsTest::filled);
    }

    private static String filled(String text) {
        return text.replace("@TOKEN", TOKEN).replace("@DEFAULT", DEFAULT_TOKEN).replace("@PASSWORD", PASSWORD);
    }

    @ParameterizedTest
    @MethodSource
    void instances(String good) {
        String name = good.equals(JSON) ? "i.json" : "i.yaml";
        assertThat(InstancesReader.of(name, good, ENVIRONMENT, RULES)).isInstanceOf(InstancesRead.Good.class);
        for (String slip : slips(good, OTHERS)) {
            String told = switch (InstancesReader.of(name, slip, ENVIRONMENT, RULES)) {
                case InstancesRead.Good read -> read.instances().toString();
                case InstancesRead.Bad bad -> String.join("\n", bad.problems());
            };
            assertNothingIsTold(told, slip);
        }
    }

    @ParameterizedTest
    @MethodSource
    void settings(String good) {
        assertThat(read(good)).isInstanceOf(ReadResult.Good.class);
        for (String slip : slips(good, OTHERS)) {
            String told = switch (read(slip)) {
                case ReadResult.Good read -> read.settings() + whatKafkaSays(read.settings());
                case ReadResult.Bad bad -> String.join("\n", bad.problems()) + bad.instancesFile();
            };
            assertNothingIsTold(told, slip);
        }
    }

    @ParameterizedTest
    @MethodSource("instances")
    void theLogOfAReload(String good) throws IOException {
        Path file = folder.resolve(good.equals(JSON) ? "i.json" : "i.yaml");
        write(file, good);
        InstancesFile opened = ((InstancesFile.Opened.Good) InstancesFile.open(file, ENVIRONMENT)).file();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(InstancesFile.class);
        boolean additive = logger.isAdditive();
        logger.setAdditive(false);
        logger.addAppender(log);
        log.start();
        try {
            for (String slip : slips(good, ":")) {
                write(file, slip);
                opened.refresh(0);
                log.list.forEach(line -> {
                    assertThat(line.getThrowableProxy()).isNull();
                    assertNothingIsTold(line.getFormattedMessage(), slip);
                });
                log.list.clear();
            }
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(additive);
        }
    }

    private static ReadResult read(String yaml) {
        return SettingsReader.of("m.yaml", yaml, ENVIRONMENT);
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * ++version));
    }

    /* The stack trace with which a client of Kafka ends that cannot read the login text. */
    private static String whatKafkaSays(Settings settings) {
        String text = settings.kafka().properties().get("sasl.jaas.config");
        if (text != null) {
            try {
                JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(text)));
            } catch (RuntimeException refused) {
                StringWriter trace = new StringWriter();
                refused.printStackTrace(new PrintWriter(trace));
                return trace.toString();
            }
        }
        return "";
    }

    /* The text with a character left out, doubled, or replaced by others, which take turns. */
    private static List<String> slips(String good, String others) {
        Set<String> slips = new LinkedHashSet<>();
        for (int at = 0; at < good.length(); at++) {
            String before = good.substring(0, at);
            String after = good.substring(at + 1);
            slips.add(before + after);
            slips.add(before + good.charAt(at) + good.charAt(at) + after);
            for (int i = 0; i < Math.min(DRAWS, others.length()); i++) {
                slips.add(before + others.charAt((at * DRAWS + i) % others.length()) + after);
            }
        }
        return List.copyOf(slips);
    }

    private static void assertNothingIsTold(String told, String slip) {
        for (String secret : SECRETS) {
            for (int at = 0; at + PIECE <= secret.length(); at++) {
                String piece = secret.substring(at, at + PIECE);
                if (told.contains(piece)) {
                    throw new AssertionError("\"" + piece + "\" of a secret stands in\n" + told + "\nabout\n" + slip);
                }
            }
        }
    }
}
