package io.metronome.delivery;

import io.metronome.delivery.ExchangeResult.Answered;
import io.metronome.delivery.ExchangeResult.NotWritten;
import io.metronome.delivery.ExchangeResult.Unanswered;
import io.metronome.delivery.ExchangeResult.Withheld;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The settings of an instance, from getSettings (GREEN-API docs, page GetSettings): its fields, as texts. A value. */
public final class ReadSettings {
    private static final String DELAY = "delaySendMessagesMilliseconds";

    /** A day, the most that the page SetSettings allows. */
    private static final long LONGEST = 86_400_000;

    private final Map<String, String> fields;

    private ReadSettings(Map<String, String> fields) {
        this.fields = fields;
    }

    /**
     * The settings in an answer.
     *
     * @throws SettingsUnread if it is no JSON object
     */
    public static ReadSettings of(byte[] json) {
        try {
            return new ReadSettings(fields(json));
        } catch (JacksonException notJson) {
            throw new SettingsUnread("the answer is not JSON");
        }
    }

    /** @throws SettingsUnread if no settings came, with the reason and without a token */
    static ReadSettings of(ExchangeResult ending, TokenRedaction redaction) {
        return switch (ending) {
            case Answered it -> it.status() == 200 ? of(it.body()) : refused(it, redaction);
            case NotWritten it -> throw new SettingsUnread(redaction.of(it.detail()));
            case Unanswered it -> throw new SettingsUnread(redaction.of(it.detail()));
            case Withheld it -> throw new SettingsUnread("not asked");
        };
    }

    /**
     * {@code delaySendMessagesMilliseconds}: a number or, as seen in real answers, a text of digits.
     *
     * @throws SettingsUnread if there is none
     */
    public int delayMillis() {
        String digits = fields.getOrDefault(DELAY, "").strip();
        if (!digits.matches("\\d{1,9}") || Long.parseLong(digits) > LONGEST) {
            throw new SettingsUnread(DELAY + " is not a number of milliseconds from 0 to " + LONGEST);
        }
        return Integer.parseInt(digits);
    }

    /**
     * Whether every field of a setSettings shows.
     *
     * @param body the JSON object that was sent. A field with {@code null} counts as absent
     */
    public boolean shows(ByteBuffer body) {
        byte[] sent = new byte[body.remaining()];
        body.duplicate().get(sent);
        try {
            return fields(sent).entrySet().stream()
                    .allMatch(field -> same(field.getValue(), fields.get(field.getKey())));
        } catch (JacksonException noSettings) {
            return false;
        }
    }

    /* Sources disagree whether some settings are yes and no or true and false (docs and SDK, enableLidMode). */
    private static boolean same(String sent, @Nullable String shown) {
        return shown != null && yesOrNo(sent).equals(yesOrNo(shown));
    }

    private static String yesOrNo(String value) {
        return switch (value) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> value;
        };
    }

    private static Map<String, String> fields(byte[] object) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JsonAnswer.parser(new String(object, StandardCharsets.UTF_8))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new SettingsUnread("the answer is no JSON object");
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                JsonToken value = json.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    fields.put(name, json.getString());
                }
                json.skipChildren();
            }
        }
        return fields;
    }

    private static ReadSettings refused(Answered answer, TokenRedaction redaction) {
        // A 466 lists the chat ids of other recipients.
        String words = answer.status() == 466
                ? ""
                : redaction.of(ErrorText.of(answer.body(), answer.headers().get("content-type")));
        throw new SettingsUnread(ErrorText.cut("HTTP " + answer.status() + " " + words, ApiResponse.DETAIL_LIMIT)
                .strip());
    }
}
