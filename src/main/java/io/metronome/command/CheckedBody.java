package io.metronome.command;

import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.ValidationErrors;
import java.util.List;
import tools.jackson.core.JsonParser;

/**
 * A request body after its check.
 *
 * @param problems every mistake, each naming its field and what is allowed; empty when the body is good
 * @param typingMillis the body's {@code typingTime}, or the typing time that the method means without one; 0 when none
 * @param delayMillis the body's {@code delaySendMessagesMilliseconds}, 0 when none
 */
public record CheckedBody(List<String> problems, int typingMillis, int delayMillis) {
    /** A body of which nothing is known. */
    static final CheckedBody UNCHECKED = new CheckedBody(List.of(), 0, 0);

    /** Checks the JSON object that begins at {@code start} against its shape. Never throws, whatever the bytes are. */
    static CheckedBody of(ObjectShape shape, byte[] json, int start, int length, boolean unknownFieldsPass) {
        ValidationErrors errors = new ValidationErrors("body", unknownFieldsPass);
        try (JsonParser parser = JsonText.reopen(json, start, length)) {
            parser.nextToken();
            shape.read(parser, errors);
            if (parser.nextToken() != null) {
                errors.add("body", "must end with its one object");
            }
        } catch (RuntimeException broken) {
            // A record must not stop its partition, so any exception of the parser becomes a problem of the body.
            errors.add("body", "must be a JSON object: " + JsonText.explain(broken));
        }
        return new CheckedBody(errors.problems(), errors.typingMillis(), errors.delayMillis());
    }

    /** A body without problems, with the longer times of the two. */
    CheckedBody orLonger(CheckedBody other) {
        return new CheckedBody(
                List.of(), Math.max(typingMillis, other.typingMillis), Math.max(delayMillis, other.delayMillis));
    }

    /** This body with a default typing time, which counts where the body names none. */
    CheckedBody orTyping(int defaultMillis) {
        return typingMillis > 0 ? this : new CheckedBody(problems, defaultMillis, delayMillis);
    }
}
