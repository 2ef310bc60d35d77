package io.metronome.delivery;

import io.metronome.delivery.ExchangeResult.Answered;
import io.metronome.delivery.ExchangeResult.NotWritten;
import io.metronome.delivery.ExchangeResult.Unanswered;
import io.metronome.delivery.ExchangeResult.Withheld;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.InstantSource;
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
    private static final BigDecimal LONGEST = BigDecimal.valueOf(86_400_000);

    /** No spelling of a day in milliseconds is longer, unless it has needless zeros. */
    private static final int MOST_DIGITS = 40;

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
        return of(AnswerText.of(json, null));
    }

    private static ReadSettings of(String json) {
        try {
            return new ReadSettings(fields(json));
        } catch (JacksonException notJson) {
            throw SettingsUnread.passing("the answer is not JSON", 0);
        }
    }

    /** @throws SettingsUnread if no settings came, with the reason and without a token */
    static ReadSettings of(ExchangeResult ending, TokenRedaction redaction, InstantSource calendar) {
        return switch (ending) {
            case Answered it ->
                it.isGood()
                        ? of(AnswerText.of(it.body(), it.headers().get("content-type")))
                        : refused(it, redaction, calendar);
            case NotWritten it -> throw SettingsUnread.passing(redaction.of(it.detail()), 0);
            case Unanswered it -> throw SettingsUnread.passing(redaction.of(it.detail()), 0);
            case Withheld it -> throw SettingsUnread.passing("not asked", 0);
        };
    }

    /**
     * {@code delaySendMessagesMilliseconds}: a whole number in any spelling of JSON (4000, 4000.0, 4e3) or, as seen in
     * real answers, such a number as text.
     *
     * @throws SettingsUnread if there is none
     */
    public int delayMillis() {
        BigDecimal millis = number(fields.getOrDefault(DELAY, "").strip());
        if (millis == null || millis.signum() < 0 || millis.compareTo(LONGEST) > 0 || millis.scale() > 0) {
            throw SettingsUnread.passing(DELAY + " is not a number of milliseconds from 0 to " + LONGEST, 0);
        }
        return millis.intValueExact();
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
            return fields(AnswerText.of(sent, null)).entrySet().stream()
                    .allMatch(field -> same(field.getValue(), fields.get(field.getKey())));
        } catch (JacksonException noSettings) {
            return false;
        }
    }

    /* Sources disagree whether some settings are yes and no or true and false (docs and SDK, enableLidMode). */
    private static boolean same(String sent, @Nullable String shown) {
        return shown != null && (yesOrNo(sent).equals(yesOrNo(shown)) || isSameNumber(sent, shown));
    }

    private static boolean isSameNumber(String sent, String shown) {
        BigDecimal number = number(sent);
        BigDecimal other = number(shown.strip());
        return number != null && other != null && number.compareTo(other) == 0;
    }

    /* Without zeros behind the comma: 4000, 4000.0 and 4e3 are the same number. Null where it is none. */
    private static @Nullable BigDecimal number(String text) {
        try {
            return text.length() > MOST_DIGITS ? null : new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static String yesOrNo(String value) {
        return switch (value) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> value;
        };
    }

    private static Map<String, String> fields(String object) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JsonAnswer.parser(object)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw SettingsUnread.passing("the answer is no JSON object", 0);
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

    private static ReadSettings refused(Answered answer, TokenRedaction redaction, InstantSource calendar) {
        // A 466 lists the chat ids of other recipients.
        String words = answer.status() == 466
                ? ""
                : redaction.of(ErrorText.of(answer.body(), answer.headers().get("content-type")));
        String what = ErrorText.cut("HTTP " + answer.status() + " " + words, ApiResponse.DETAIL_LIMIT)
                .strip();
        if (answer.status() == 408 || answer.status() == 429 || answer.status() >= 500) {
            RateLimit limit = RateLimit.told(answer.status(), answer.headers()::get, calendar);
            throw SettingsUnread.passing(what, limit.afterMillis());
        }
        throw SettingsUnread.refused(what);
    }
}
