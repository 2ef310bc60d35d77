package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Catalogue;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One record for each mistake that a producer can make: in the body, in the envelope, in the bytes themselves. */
final class InvalidInputs {
    private static final String WHATSAPP = Accounts.id(1);
    private static final String BODY = "{\"chatId\":\"79001234567@c.us\"}";

    private InvalidInputs() {}

    static List<InvalidInput> all() throws IOException {
        List<InvalidInput> all = new ArrayList<>(bodies());
        all.addAll(foreignMethods());
        all.addAll(fields());
        all.addAll(envelopes());
        all.addAll(unreadable());
        return all;
    }

    /** The table by which bodies are tested one by one. */
    private static List<InvalidInput> bodies() throws IOException {
        List<InvalidInput> wrongs = new ArrayList<>();
        try (InputStream table = Objects.requireNonNull(Catalogue.class.getResourceAsStream("bad-bodies.txt"))) {
            for (String line : new String(table.readAllBytes(), UTF_8).lines().toList()) {
                String[] cells = line.split("\\|", 4);
                String instance = Messenger.valueOf(cells[0]) == Messenger.MAX ? Accounts.MAX : WHATSAPP;
                wrongs.add(
                        new InvalidInput(TestCommand.command("", instance, cells[1], cells[2]), "INVALID", cells[3]));
            }
        }
        return wrongs;
    }

    private static List<InvalidInput> foreignMethods() {
        return Catalogue.methods().stream()
                .filter(method -> !method.messengers().contains(Messenger.MAX))
                .map(Method::name)
                .map(name -> new InvalidInput(
                        TestCommand.command("", Accounts.MAX, name, "{\"message\":\"to MAX\"}"),
                        "INVALID",
                        "does not offer " + name))
                .toList();
    }

    /** One field too many, or of a wrong kind, in front of an otherwise good command. */
    private static List<InvalidInput> fields() {
        return List.of(
                field("commandId", "5"),
                field("commandId", "\"\""),
                field("commandId", "\"" + "x".repeat(129) + "\""),
                field("priority", "\"urgent\""),
                field("priority", "1"),
                field("notBefore", "\"2026-11-21 10:00\""),
                field("notBefore", "1795000000"),
                field("notBefore", "true"),
                field("expiresAt", "[]"),
                field("expiresAt", "\"2026-02-30T00:00:00Z\""),
                field("onUnknown", "\"drop\""),
                field("onUnknown", "{}"),
                field("notbefore", "\"x\""),
                field("stranger", "null"));
    }

    private static InvalidInput field(String name, String json) {
        TestCommand good = TestCommand.command("", WHATSAPP, "sendTyping", BODY);
        return new InvalidInput(good.with(name, json), "INVALID", name + ": ");
    }

    private static List<InvalidInput> envelopes() {
        return List.of(
                envelope("\"method\":\"sendTyping\",\"body\":" + BODY, "INVALID", "idInstance: missing"),
                envelope(
                        "\"idInstance\":\"11O1\",\"method\":\"sendTyping\",\"body\":" + BODY,
                        "INVALID",
                        "idInstance: must be"),
                envelope(
                        "\"idInstance\":-5,\"method\":\"sendTyping\",\"body\":" + BODY,
                        "INVALID",
                        "idInstance: must be"),
                envelope(
                        "\"idInstance\":\"999\",\"method\":\"sendTyping\",\"body\":" + BODY, "UNKNOWN_INSTANCE", "999"),
                envelope(mine("\"body\":" + BODY), "INVALID", "method: missing"),
                envelope(mine("\"method\":7,\"body\":" + BODY), "INVALID", "method: must be one of"),
                envelope(mine("\"method\":\"sendSmoke\",\"body\":" + BODY), "INVALID", "method: must be one of"),
                envelope(mine("\"method\":\"SendTyping\",\"body\":" + BODY), "INVALID", "method: must be one of"),
                envelope(mine("\"method\":\"sendTyping\""), "INVALID", "body: missing"),
                envelope(mine("\"method\":\"sendTyping\",\"body\":null"), "INVALID", "body: missing"),
                envelope(mine("\"method\":\"sendTyping\",\"body\":\"{}\""), "INVALID", "body: must be a JSON object"),
                envelope(
                        mine("\"method\":\"sendTyping\",\"body\":{\"chatId\":\"79001234567@c.us\"" + " ".repeat(100_000)
                                + "}"),
                        "INVALID",
                        "at most 100000 bytes"));
    }

    private static InvalidInput envelope(String fields, String reason, String detail) {
        return new InvalidInput(
                TestCommand.junk("user-7".getBytes(UTF_8), ("{" + fields + "}").getBytes(UTF_8)), reason, detail);
    }

    private static String mine(String fields) {
        return "\"idInstance\":\"" + WHATSAPP + "\"," + fields;
    }

    private static List<InvalidInput> unreadable() {
        String good = new String(
                Objects.requireNonNull(TestCommand.status("", WHATSAPP).value()), UTF_8);
        return List.of(
                bytes(null),
                bytes(new byte[0]),
                bytes(("\uFEFF" + good).getBytes(UTF_8)),
                bytes((good + "{}").getBytes(UTF_8)),
                bytes((good + " x").getBytes(UTF_8)),
                bytes(("[" + good + "]").getBytes(UTF_8)),
                bytes(good.replaceFirst("\\{", "{\"method\":\"sendTyping\",").getBytes(UTF_8)),
                bytes(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}),
                bytes("null".getBytes(UTF_8)),
                bytes("\"text\"".getBytes(UTF_8)),
                bytes("{".repeat(100_000).getBytes(UTF_8)));
    }

    private static InvalidInput bytes(byte @Nullable [] value) {
        return new InvalidInput(TestCommand.junk(WHATSAPP.getBytes(UTF_8), value), "UNREADABLE", "");
    }
}
