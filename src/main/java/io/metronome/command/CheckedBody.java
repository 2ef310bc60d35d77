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
    /** The body of a command whose instance is unknown: its messenger decides, so nothing can be said. */
    static final CheckedBody UNCHECKED = new CheckedBody(List.of(), 0, 0);

    /** Holds the JSON object that begins at {@code start} against its shape; never throws, whatever the bytes are. */
    static CheckedBody of(ObjectShape shape, byte[] json, int start, int length, boolean unknownFieldsPass) {
        ValidationErrors findings = new ValidationErrors("body", unknownFieldsPass);
        try (JsonParser parser = JsonText.reopen(json, start, length)) {
            parser.nextToken();
            shape.read(parser, findings);
            if (parser.nextToken() != null) {
                findings.add("body", "must end with its one object");
            }
        } catch (RuntimeException broken) {
            // Whatever the parser throws, a record must not stop its partition.
            findings.add("body", "must be a JSON object: " + JsonText.explain(broken));
        }
        return new CheckedBody(findings.problems(), findings.typingMillis(), findings.delayMillis());
    }

    /** This body of a method with a typing time of its own, which counts where the body names none. */
    CheckedBody orTyping(int defaultMillis) {
        return typingMillis > 0 ? this : new CheckedBody(problems, defaultMillis, delayMillis);
    }
}
