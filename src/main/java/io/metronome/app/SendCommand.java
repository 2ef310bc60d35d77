package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import io.metronome.command.Priority;
import io.metronome.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code metronome send}: puts one command on the commands topic. */
@Command(
        name = "send",
        description =
                "Puts a command on the commands topic and prints its commandId. With --wait it also prints the reply"
                        + " and ends with 0 for a result, 1 for a dead letter.")
final class SendCommand implements Callable<Integer> {
    private static final int DEAD_LETTER = 1;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "METHOD", description = "The API's method, such as sendTextStatus.")
    private String method = "";

    @Option(names = "--instance", required = true, paramLabel = "ID", description = "The sending instance's id.")
    private String instance = "";

    @Option(
            names = "--body",
            required = true,
            paramLabel = "JSON|@FILE|-",
            description = "The method's request body: the JSON itself, a file, or - for standard input.")
    private String body = "";

    @Option(names = "--not-before", paramLabel = "T", description = "RFC 3339; not sent earlier.")
    private @Nullable OffsetDateTime notBefore;

    @Option(names = "--expires-at", paramLabel = "T", description = "RFC 3339; never sent later.")
    private @Nullable OffsetDateTime expiresAt;

    @Option(names = "--priority", paramLabel = "P", description = "One of high, normal, bulk.")
    private @Nullable Priority priority;

    @Option(names = "--wait", description = "Wait for the reply and print it.")
    private boolean wait;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings settings = config.settings();
        String commandId = UUID.randomUUID().toString();
        byte[] command = draft(commandId);
        Clients.admin(settings.kafka()).close();
        if (!wait) {
            produce(settings, commandId, command);
            return 0;
        }
        try (ReplyWatch watch = new ReplyWatch(settings)) {
            produce(settings, commandId, command);
            ConsumerRecord<byte[], byte[]> reply = watch.await(commandId, instance);
            print(reply, watch.dead(reply));
            return watch.dead(reply) ? DEAD_LETTER : 0;
        }
    }

    private byte[] draft(String commandId) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("commandId", commandId);
        fields.put("idInstance", instance);
        fields.put("method", method);
        put(fields, "priority", priority == null ? null : priority.name().toLowerCase(Locale.ROOT));
        put(fields, "notBefore", notBefore == null ? null : ISO_OFFSET_DATE_TIME.format(notBefore));
        put(fields, "expiresAt", expiresAt == null ? null : ISO_OFFSET_DATE_TIME.format(expiresAt));
        try {
            return DraftCodec.encode(body(), fields);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), "The body cannot be read: " + unreadable, unreadable);
        }
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private String body() throws IOException {
        if (body.equals("-")) {
            return new String(System.in.readAllBytes(), UTF_8);
        }
        return body.startsWith("@") ? Files.readString(Path.of(body.substring(1))) : body;
    }

    private void produce(Settings settings, String commandId, byte[] command)
            throws ExecutionException, InterruptedException {
        String topic = settings.topics().commands();
        try (KafkaProducer<byte[], byte[]> producer = Clients.producer(settings.kafka(), null)) {
            producer.send(new ProducerRecord<>(topic, instance.getBytes(UTF_8), command))
                    .get();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(commandId);
        out.flush();
    }

    private void print(ConsumerRecord<byte[], byte[]> reply, boolean dead) {
        PrintWriter out = spec.commandLine().getOut();
        if (dead) {
            out.println(ReplyWatch.text(reply, "metronome-reason") + ": " + ReplyWatch.text(reply, "metronome-detail"));
        } else {
            out.println(new String(reply.value(), UTF_8));
        }
        out.flush();
    }
}
