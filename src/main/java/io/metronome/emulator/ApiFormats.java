package io.metronome.emulator;

import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.StringFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The formats that have a name in the catalogue, with the API's own checks and error texts. They are written here a
 * second time on purpose: a mistake in the worker's checks shows where the emulator disagrees.
 */
final class ApiFormats {
    private static final Map<String, Rule> BY_NAME = Map.of(
            "WhatsApp chat",
            matching(
                    "\\d{1,20}@c\\.us|\\d{1,24}(-\\d{1,20})?@g\\.us|\\d{1,20}@lid",
                    "must be one of the next formats: 'phone_number@c.us', 'chat_id@lid' or 'group_id@g.us'"),
            "MAX chat",
            matching(
                    "-?\\d{1,20}|(7|375)\\d{5,12}@c\\.us",
                    "must be one of the next formats: 'chat_id' or 'phone_number@c.us'"),
            "colour",
            matching("#[0-9a-fA-F]{6}", "must be a colour in the format #RRGGBB"),
            "web URL",
            matching(
                    "(?i)https?://[^\\s/?#]+\\S*", "must be a valid uri with a scheme matching the http|https pattern"),
            "audio file",
            matching("(?i).+\\.(mp3|wav)", "must have the extension mp3 or wav"),
            "phone number",
            Rule.integer(0, Long.MAX_VALUE)
                    .and(
                            value -> String.valueOf(value.longValue()).matches("\\d{5,15}"),
                            "bad phone number, valid 11 or 12 digits"));

    private ApiFormats() {}

    /**
     * The rule of a text format; without a rule of the API's own, the published pattern with Joi's default error
     * text.
     */
    static Rule of(StringFormat form) {
        Rule known = BY_NAME.get(form.name());
        return known != null
                ? known
                : Rule.matching(
                        Pattern.compile(form.pattern()),
                        "fails to match the required pattern: /^" + form.pattern() + "$/");
    }

    /** The rule of an integer range. */
    static Rule of(IntegerRange whole) {
        @Nullable Rule known = whole.name() == null ? null : BY_NAME.get(whole.name());
        return known != null ? known : Rule.integer(whole.min(), whole.max());
    }

    private static Rule matching(String pattern, String words) {
        return Rule.matching(Pattern.compile(pattern), words);
    }
}
