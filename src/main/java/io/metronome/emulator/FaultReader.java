package io.metronome.emulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the JSON of {@code POST /_emulator/faults}. */
final class FaultReader {
    static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Rule DIGITS =
            (name, value) -> value.asString("").matches("\\d+") ? null : "'" + name + "' must be digits";

    static final ObjectRule RULE = ObjectRule.requiring()
            .with(Rule.text(), "method")
            .with(DIGITS, "idInstance")
            .with(Rule.integer(200, 599), "status")
            .with((name, value) -> null, "body")
            .with(Rule.integer(1, 1_000_000), "times")
            .with(Rule.matching(DURATION, "must be a duration such as 60ms, 2s or 5m"), "delay")
            .with(Rule.matching(DURATION, "must be a duration such as 60ms, 2s or 5m"), "drip")
            .with(Rule.oneOf(Cut.names()), "cut")
            .with((name, value) -> value.isObject() ? null : "'" + name + "' must be of type object", "headers");

    private FaultReader() {}

    /** The fault in a JSON object that follows the rule. */
    static Fault read(JsonNode json) {
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), each.getValue().asString("")));
        JsonNode body = json.path("body");
        return new Fault(
                text(json, "method"),
                text(json, "idInstance"),
                json.path("status").asInt(0),
                body.isContainer() ? body.toString() : text(json, "body"),
                json.path("times").asInt(1),
                duration(json.path("delay").asString("0ms")),
                Cut.find(text(json, "cut")),
                duration(json.path("drip").asString("0ms")),
                headers);
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.path(name).asString("") : null;
    }

    /** A duration such as 60ms, 2s, 5m or 24h; zero for any other text. */
    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Duration.ZERO;
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
