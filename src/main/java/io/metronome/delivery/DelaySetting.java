package io.metronome.delivery;

import io.metronome.command.Secret;
import io.metronome.delivery.Exchanged.Answered;
import io.metronome.delivery.Exchanged.NotWritten;
import io.metronome.delivery.Exchanged.Unanswered;
import io.metronome.delivery.Exchanged.Withheld;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds {@code delaySendMessagesMilliseconds} in the answer of getSettings (GREEN-API docs, page GetSettings). */
final class DelaySetting {
    private static final String FIELD = "delaySendMessagesMilliseconds";

    /** A day, the most that the page SetSettings allows. */
    private static final long LONGEST = 86_400_000;

    private DelaySetting() {}

    /** @throws SettingsUnread if it is not there, with the reason */
    static int of(Exchanged ending, Secret token) {
        Redaction redaction = new Redaction(token);
        return switch (ending) {
            case Answered it -> it.status() == 200 ? read(it.body()) : refused(it, redaction);
            case NotWritten it -> throw new SettingsUnread(redaction.of(it.detail()));
            case Unanswered it -> throw new SettingsUnread(redaction.of(it.detail()));
            case Withheld it -> throw new SettingsUnread("not asked");
        };
    }

    private static int refused(Answered answer, Redaction redaction) {
        // A 466 lists the chat ids of other recipients.
        String words = answer.status() == 466
                ? ""
                : redaction.of(Words.of(answer.body(), answer.headers().get("content-type")));
        throw new SettingsUnread(Words.cut("HTTP " + answer.status() + " " + words, Heard.DETAIL_LIMIT)
                .strip());
    }

    private static int read(byte[] body) {
        try (JsonParser json = JsonAnswer.parser(new String(body, StandardCharsets.UTF_8))) {
            if (!JsonAnswer.toField(json, FIELD)) {
                throw new SettingsUnread("the answer has no " + FIELD);
            }
            return inRange(json);
        } catch (JacksonException notJson) {
            throw new SettingsUnread("the answer is not JSON");
        }
    }

    /** As a number or, seen in the wild, as a text of digits. */
    private static int inRange(JsonParser json) {
        boolean scalar =
                json.currentToken() == JsonToken.VALUE_NUMBER_INT || json.currentToken() == JsonToken.VALUE_STRING;
        String digits = scalar ? json.getString().strip() : "";
        if (!digits.matches("\\d{1,9}") || Long.parseLong(digits) > LONGEST) {
            throw new SettingsUnread(FIELD + " is not a number of milliseconds from 0 to " + LONGEST);
        }
        return Integer.parseInt(digits);
    }
}
