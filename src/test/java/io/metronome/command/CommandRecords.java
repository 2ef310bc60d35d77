package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.CommandCodec.Rules;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Command records for tests, of one instance of each messenger. The broker stamps them in November 2026. */
final class CommandRecords {
    static final String WHATSAPP = "1101000001";
    static final String MAX = "3100000001";
    static final long BORN = 1_795_000_000_000L;
    static final String ALLOWED_TOPIC = "my.replies";
    static final Rules RULES = new Rules(1 << 20, false, OnUnknown.RESEND, null, CommandRecords::replyTopic);

    private static final Map<String, Instance> INSTANCES =
            Map.of(WHATSAPP, instance(WHATSAPP, Messenger.WHATSAPP), MAX, instance(MAX, Messenger.MAX));

    private CommandRecords() {}

    private static Instance instance(String id, Messenger messenger) {
        return new Instance(id, "https://api.example", new Secret("token-of-" + id), messenger, null);
    }

    static CommandRecord of(@Nullable String key, byte @Nullable [] value, RecordHeader... headers) {
        return new CommandRecord(
                "metronome.commands",
                3,
                42,
                BORN + 5,
                key == null ? null : key.getBytes(UTF_8),
                value,
                List.of(headers),
                new Source("metronome.commands", 3, 42, BORN));
    }

    /* The one topic that replies may go to has a hundred partitions. */
    private static ReplyTopic replyTopic(String topic) {
        return topic.equals(ALLOWED_TOPIC) ? new ReplyTopic.Existing(100) : new ReplyTopic.NotAllowed();
    }

    static CommandRecord of(String value, RecordHeader... headers) {
        return of(null, value.getBytes(UTF_8), headers);
    }

    static Decoded decode(CommandRecord commandRecord, Rules rules) {
        return new CommandCodec(INSTANCES::get, rules).decode(commandRecord);
    }

    static Decoded decode(String value, RecordHeader... headers) {
        return decode(of(value, headers), RULES);
    }

    /** The command that a value holds; fails with the refusal where it holds none. */
    static Command understood(Decoded decoded) {
        if (decoded instanceof Decoded.Understood understood) {
            return understood.command();
        }
        throw new AssertionError("not understood: " + decoded);
    }

    /** The refusal of a value; fails where it is understood. */
    static Decoded.Refused refused(Decoded decoded) {
        if (decoded instanceof Decoded.Refused refused) {
            return refused;
        }
        throw new AssertionError("not refused: " + decoded);
    }

    /** A good command with more fields, each as {@code "name": value}, in front. */
    static String good(String... more) {
        return "{" + String.join(",", more) + (more.length == 0 ? "" : ",") + "\"idInstance\":\"" + WHATSAPP
                + "\",\"method\":\"sendTyping\",\"body\":{\"chatId\":\"79001234567@c.us\"}}";
    }

    /** A method of the catalogue. */
    static Method method(String name) {
        return Objects.requireNonNull(Catalogue.find(name), name);
    }

    static String command(String instance, String method, String body) {
        return "{\"idInstance\":\"" + instance + "\",\"method\":\"" + method + "\",\"body\":" + body + "}";
    }
}
