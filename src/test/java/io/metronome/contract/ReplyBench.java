package io.metronome.contract;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.container.Brokers;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.EmulatorSettings;
import io.metronome.sandbox.Broker;
import io.metronome.sandbox.SandboxWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A worker that sends to an emulator, and a reply topic of three partitions that it allows. */
final class ReplyBench implements AutoCloseable {
    static final String SHOP = "1101000001";

    private static final int PARTITIONS = 3;

    private final Broker broker = Brokers.shared();
    private final String prefix = Brokers.prefix();
    private final Scheduler time = Schedulers.newSingle("emulator", true);
    private final Emulator emulator = Emulator.start(
            EmulatorSettings.of(List.of(new EmulatedInstance(SHOP, new Secret("a-token"), Messenger.WHATSAPP))),
            time,
            InstantSource.system(),
            new Random(1));
    private final SandboxWorker worker;

    /** @param folder for the files of the worker */
    ReplyBench(Path folder) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            admin.createTopics(List.of(new NewTopic(replies(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        Path instances = Files.writeString(
                folder.resolve("instances.yaml"),
                "instances: [{id: \"%s\", token: a-token, api-url: \"%s\"}]\n".formatted(SHOP, emulator.url()));
        worker = SandboxWorker.start(Files.writeString(
                folder.resolve("metronome.yaml"), """
                metronome:
                  kafka: {bootstrap-servers: "%s", group-id: %s}
                  topics: {commands: %2$s.commands, results: %2$s.results, dead-letters: %2$s.dead-letters,
                           ledger: %2$s.ledger, control: %2$s.control, create: true, partitions: 4, replication: 1}
                  instances: {file: '%s'}
                  replies: {allowed-topics: [%s]}
                  http: {host: 127.0.0.1, port: 0}
                """.formatted(servers(), prefix, instances, replies())));
    }

    String servers() {
        return broker.bootstrapServers();
    }

    String commands() {
        return prefix + ".commands";
    }

    String replies() {
        return prefix + ".replies";
    }

    @Override
    public void close() {
        worker.close();
        emulator.close();
        time.dispose();
    }
}
