package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import io.metronome.command.Catalogue;
import io.metronome.command.Priority;
import io.metronome.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
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
                        + " and ends with 0 for a result, 1 for a dead letter, or for no reply in time.")
final class SendCommand implements Callable<Integer> {
    private static final int DEAD_LETTER = 1;
    private static final Pattern INSTANCE = Pattern.compile("[0-9]{1,32}");

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

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "How long --wait waits, counted from --not-before where that is later. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ZERO;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        refuseBadUsage();
        warnOfAnUnknownMethod();
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
            Duration patience = patience();
            ConsumerRecord<byte[], byte[]> reply = watch.await(commandId, patience);
            if (reply == null) {
                throw new StartException(late(settings.topics(), commandId, patience));
            }
            print(reply, watch.dead(reply));
            return watch.dead(reply) ? DEAD_LETTER : 0;
        }
    }

    private void refuseBadUsage() {
        if (!INSTANCE.matcher(instance).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--instance: found \"" + instance + "\", allowed is an id of 1 to 32 digits such as 1101000001");
        }
    }

    /* The workers may be newer, so it is put all the same. */
    private void warnOfAnUnknownMethod() {
        if (Catalogue.find(method) == null) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("This version of metronome has no method \"" + method + "\", allowed is "
                    + Catalogue.allowed(method) + ". A worker of this version answers with a dead letter.");
            err.flush();
        }
    }

    private Duration patience() {
        Duration before = notBefore == null ? Duration.ZERO : Duration.between(OffsetDateTime.now(UTC), notBefore);
        return before.isNegative() ? timeout : before.plus(timeout);
    }

    private String late(Settings.TopicSettings topics, String commandId, Duration patience) {
        return "No reply to " + commandId + " within " + patience.toSeconds() + " s. The command is on "
                + topics.commands() + " all the same, and its reply will be on " + topics.results() + " or "
                + topics.deadLetters() + ". Is a worker running (metronome run), and is the instance authorized?";
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
        } catch (NoSuchFileException missing) {
            throw new ParameterException(
                    spec.commandLine(), "--body: there is no file " + missing.getFile() + " to read it from", missing);
        } catch (IOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), "--body: cannot be read: " + Failures.inWords(unreadable), unreadable);
        }
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private String body() throws IOException {
        if (body.equals("-")) {
            return decode(System.in.readAllBytes());
        }
        return body.startsWith("@") ? decode(Files.readAllBytes(file(body.substring(1)))) : body;
    }

    private static Path file(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("--body: a file cannot have this name: " + wrong.getReason(), wrong);
        }
    }

    /** Without the byte-order mark that some editors write. */
    static String decode(byte[] bytes) throws IOException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException foreign) {
            throw new IOException("the text is not UTF-8", foreign);
        }
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
