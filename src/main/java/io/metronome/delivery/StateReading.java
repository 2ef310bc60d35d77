package io.metronome.delivery;

import io.metronome.delivery.ExchangeResult.Answered;
import io.metronome.delivery.ExchangeResult.NotWritten;
import io.metronome.delivery.ExchangeResult.Unanswered;
import io.metronome.delivery.ExchangeResult.Withheld;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the answers to getStateInstance and getAccountSettings. Pure; never throws. */
final class StateReading {
    private StateReading() {}

    static InstanceState state(ExchangeResult ending, TokenRedaction redaction) {
        return switch (ending) {
            case Answered it -> state(heard(it, redaction));
            case NotWritten it -> new InstanceState.Unread(0, redaction.of(it.detail()));
            case Unanswered it -> new InstanceState.Unread(0, redaction.of(it.detail()));
            case Withheld it -> new InstanceState.Unread(0, "not asked");
        };
    }

    /** The suspension with its end, as getAccountSettings tells it (docs v3, page GetAccountSettings). */
    static InstanceState.Held until(InstanceState.Held suspended, ExchangeResult account) {
        String seconds = account instanceof Answered it && it.isGood()
                ? scalar(AnswerText.of(it.body(), it.headers().get("content-type")), "suspendedUntil")
                : null;
        boolean isTime = seconds != null && seconds.matches("\\d{9,11}");
        long until = isTime ? TimeUnit.SECONDS.toMillis(Long.parseLong(seconds)) : 0;
        return new InstanceState.Held(suspended.reason(), suspended.detail(), until);
    }

    private static ApiResponse heard(Answered it, TokenRedaction redaction) {
        return new ApiResponse(it, redaction);
    }

    private static InstanceState state(ApiResponse heard) {
        if (heard.isGood()) {
            return named(heard);
        }
        // The words that tell one hold from another may be missing.
        return heard.isWhole()
                ? InstanceErrors.state(heard)
                : new InstanceState.Unread(heard.status(), heard.detail("HTTP " + heard.status()));
    }

    private static InstanceState named(ApiResponse heard) {
        String text = heard.text().strip();
        if (text.equals("null")) {
            return new InstanceState.Held(HoldReason.STARTING, "the instance is being created", 0);
        }
        String state = scalar(text, "stateInstance");
        if (state == null) {
            return new InstanceState.Unread(heard.status(), heard.detail(heard.status() + " without a stateInstance"));
        }
        String words = ErrorText.cut("its state is " + heard.redaction().of(state), ApiResponse.DETAIL_LIMIT);
        return state.equalsIgnoreCase("authorized")
                ? new InstanceState.Authorized()
                : new InstanceState.Held(reason(state), words, 0);
    }

    private static HoldReason reason(String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "notauthorized" -> HoldReason.NOT_AUTHORIZED;
            case "blocked" -> HoldReason.BLOCKED;
            // The documentation calls sleepMode obsolete: the phone is off, and the state comes back by itself.
            case "starting", "sleepmode" -> HoldReason.STARTING;
            case "yellowcard" -> HoldReason.YELLOW_CARD;
            case "suspended" -> HoldReason.SUSPENDED;
            case "pendingpassword" -> HoldReason.PENDING_PASSWORD;
            default -> HoldReason.OTHER;
        };
    }

    private static @Nullable String scalar(String text, String field) {
        try (JsonParser json = JsonAnswer.parser(text)) {
            boolean found = JsonAnswer.toField(json, field)
                    && json.currentToken() != JsonToken.VALUE_NULL
                    && json.currentToken().isScalarValue();
            return found ? json.getString() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
