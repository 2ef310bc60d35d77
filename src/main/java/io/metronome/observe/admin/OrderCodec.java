package io.metronome.observe.admin;

import io.metronome.command.Rfc3339;
import io.metronome.observe.BadRequestException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of requests that change something, and of the answers to them. */
final class OrderCodec {
    private static final int LONGEST_REASON = 300;
    private static final String NO_OBJECT = "the body is no JSON object";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private OrderCodec() {}

    /**
     * Reads the body of a pause, which may be empty.
     *
     * @param nowMillis milliseconds since the epoch
     * @throws BadRequestException for what is no such body, and for an end that has passed
     */
    static PauseOrder pause(byte[] body, long nowMillis) {
        JsonNode json = object(body);
        json.propertyNames().forEach(name -> {
            if (!name.equals("until") && !name.equals("reason")) {
                throw new BadRequestException("the body has an unknown field; allowed are until and reason");
            }
        });
        return new PauseOrder(until(json.path("until"), nowMillis), reason(json.path("reason")));
    }

    private static JsonNode object(byte[] body) {
        if (body.length == 0) {
            return JSON.createObjectNode();
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException broken) {
            throw new BadRequestException(NO_OBJECT);
        }
        if (!json.isObject()) {
            throw new BadRequestException(NO_OBJECT);
        }
        return json;
    }

    private static long until(JsonNode until, long nowMillis) {
        if (until.isMissingNode() || until.isNull()) {
            return Long.MAX_VALUE;
        }
        long millis = until.isString() ? Rfc3339.millis(until.stringValue(), true) : Rfc3339.NOT_A_TIME;
        if (millis == Rfc3339.NOT_A_TIME) {
            throw new BadRequestException("until: allowed is an RFC 3339 time such as 2026-11-21T10:00:00Z");
        }
        if (millis <= nowMillis) {
            throw new BadRequestException("until: the pause would be over at once");
        }
        return millis;
    }

    private static String reason(JsonNode reason) {
        if (reason.isMissingNode() || reason.isNull()) {
            return "";
        }
        if (!reason.isString() || reason.stringValue().length() > LONGEST_REASON) {
            throw new BadRequestException("reason: allowed is a text of up to " + LONGEST_REASON + " characters");
        }
        return reason.stringValue();
    }

    static byte[] encode(Map<String, Object> answer) {
        return JSON.writeValueAsBytes(answer);
    }
}
