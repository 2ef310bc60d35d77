package io.metronome.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The configuration of the sandbox's worker, written where {@code metronome … --config} can use it, too. */
final class SandboxFiles {
    /** The folder for everything of the sandbox. */
    static final Path FOLDER = Path.of("target", "sandbox");

    /** The number of partitions of the commands topic. */
    static final int PARTITIONS = 3;

    static final Path CONFIG = FOLDER.resolve("metronome.yaml");
    static final Path INSTANCES = FOLDER.resolve("instances.yaml");
    static final Path LOG = FOLDER.resolve("metronome.log");

    private SandboxFiles() {}

    /** Writes who may send, and where the emulator listens. */
    static void writeInstances(List<Account> accounts, String apiUrl) throws IOException {
        String entries = accounts.stream().map(SandboxFiles::entry).collect(Collectors.joining());
        write(INSTANCES, "defaults: {api-url: \"" + apiUrl + "\"}\ninstances:\n" + entries);
    }

    /** Writes what a production worker would read. */
    static void writeConfig(String bootstrapServers, int port, Debugging debugging) throws IOException {
        write(CONFIG, """
                metronome:
                  kafka:
                    bootstrap-servers: "%s"
                    properties: %s
                  topics: {create: true, partitions: %d, replication: 1}
                  instances: {file: '%s'}
                  delivery: {timeout: %s}
                  lease: %s
                  shutdown-grace: %s
                  http: {host: 127.0.0.1, port: %d, admin-token: the-admin-token-of-the-sandbox-alone}
                """.formatted(
                        bootstrapServers,
                        debugging.clientProperties(),
                        PARTITIONS,
                        INSTANCES.toAbsolutePath(),
                        debugging.timeout(),
                        debugging.lease(),
                        debugging.grace(),
                        port));
    }

    /** That port if it is free, otherwise any port: a second sandbox, or a web server, is no reason to fail. */
    static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private static String entry(Account account) {
        String messenger = account.messenger().name().toLowerCase(Locale.ROOT);
        return "  - {id: \"%s\", token: \"%s\", messenger: %s%s}\n"
                .formatted(
                        account.id(),
                        account.token(),
                        messenger,
                        account.rules().isEmpty() ? "" : ", " + account.rules());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(file, text.getBytes(UTF_8));
    }
}
