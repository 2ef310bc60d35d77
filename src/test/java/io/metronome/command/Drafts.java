package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.contract.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random commands, good and nearly good: documented bodies with some fields dropped, emptied, exchanged or added. Left out
 * is what a JSON Schema cannot express; see the description in {@code config/schemas/command.json}.
 */
final class Drafts {
    private static final List<String> ENVELOPE = List.of(
            "{\"commandId\":\"a\",\"idInstance\":\"1101000001\",\"priority\":\"high\"}",
            "{\"idInstance\":1101000001,\"notBefore\":\"2026-11-21T10:00:00Z\"}",
            "{\"notBefore\":\"2026-11-21t10:00:00.123456+03:00\",\"expiresAt\":\"2027-11-21T10:00:00-11:30\"}",
            "{\"onUnknown\":\"report\",\"priority\":\"bulk\",\"expiresAt\":null}",
            "{}");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "4",
            "5",
            "499",
            "500",
            "999",
            "1000",
            "20000",
            "20001",
            "86400000",
            "86400001",
            "9999999999",
            "10000000000",
            "999999999999",
            "1000000000000",
            "1.5",
            "12345678901234567890123456789012",
            "123456789012345678901234567890123",
            "\"\"",
            "\"x\"",
            "\"yes\"",
            "\"no\"",
            "\"1\"",
            "\"1\\n\"",
            "\"-1\"",
            "\"1-2@g.us\"",
            "\"7@c.us\"",
            "\"7@lid\"",
            "\"7@g.us\"",
            "\"7@c.us \"",
            "\"recording\"",
            "\"video\"",
            "\"high\"",
            "\"normal\"",
            "\"resend\"",
            "\"SERIF\"",
            "\"serif\"",
            "\"#00ff7F\"",
            "\"#00ff7\"",
            "\"#00ff7g\"",
            "\"a.MP3\"",
            "\".wav\"",
            "\"a.mp4\"",
            "\"http://a\"",
            "\"https://u:p@h/x?y#z\"",
            "\"http://\"",
            "\"http:///x\"",
            "\"http://a@-b\"",
            "\"ftp://a\"",
            "\"http://a b\"",
            "\"sendTyping\"",
            "\"sendContact\"",
            "\"setSettings\"",
            "\"sendtyping\"",
            "\"2027-01-01T00:00:00Z\"",
            "\"2027-01-01 00:00:00Z\"",
            "\"2027-01-01T00:00:00\"",
            "\"2027-13-01T00:00:00Z\"",
            "[]",
            "[\"a\"]",
            "[\"7@c.us\"]",
            "[\"7@lid\",\"7@g.us\"]",
            "7900",
            "79001",
            "[\"\"]",
            "[1]",
            "[null]",
            "{}",
            "{\"chatId\":\"7\"}",
            "{\"phoneContact\":79001234568}",
            "{\"phoneContact\":79001234568,\"company\":\"B\"}");

    private final Random random;
    private final List<String[]> bodies = new ArrayList<>();

    Drafts(long seed) {
        random = new Random(seed);
        for (Method method : Catalogue.methods()) {
            method.offers()
                    .forEach((messenger, offer) ->
                            bodies.add(new String[] {messenger.name(), method.name(), offer.example()}));
        }
        try (InputStream file = Drafts.class.getResourceAsStream("good-bodies.txt")) {
            Objects.requireNonNull(file);
            new String(file.readAllBytes(), UTF_8).lines().forEach(line -> bodies.add(line.split("\\|", 3)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next one, as JSON. */
    String next() {
        String[] documented = any(bodies);
        ObjectNode command = (ObjectNode) Schemas.read(any(ENVELOPE));
        command.put("method", documented[1]);
        command.set("body", Schemas.read(documented[2]));
        for (int change = random.nextInt(4); change > 0; change--) {
            change(command);
        }
        return command.toString();
    }

    private void change(ObjectNode command) {
        ObjectNode object = command;
        while (random.nextInt(4) != 0) {
            List<JsonNode> inner =
                    object.valueStream().filter(JsonNode::isObject).toList();
            if (inner.isEmpty()) {
                break;
            }
            object = (ObjectNode) any(inner);
        }
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.isEmpty() || random.nextInt(12) == 0 ? "idInstance" : any(names);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(random.nextInt(3) == 0 ? "extra" : name, value());
            case 2 -> object.putNull(name);
            case 3 -> enlarge(object, name);
            default -> object.set(name, value());
        }
    }

    private void enlarge(ObjectNode object, String name) {
        if (object.get(name) instanceof ArrayNode array) {
            array.add(value());
        } else if (object.path(name).isString()) {
            object.put(name, "я😀".repeat(random.nextInt(2) == 0 ? 64 : 251));
        }
    }

    private JsonNode value() {
        return Schemas.read(any(VALUES));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
