package io.metronome.command;

import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.ValidationErrors;
import java.util.List;
import tools.jackson.core.JsonParser;

/**
 * A body as the API documents it.
 *
 * @param shape the fields
 * @param typingDefault the typing time in milliseconds that the API takes where the body names none
 */
record DocumentedBody(ObjectShape shape, int typingDefault) implements BodyShape {

    /** How long the recipient sees "typing"; the next message waits for it. GREEN-API docs, page SendTyping. */
    static final IntegerRange TYPING_TIME = IntegerRange.of(1_000, 20_000).keptBy(ValidationErrors::typing);

    DocumentedBody(ObjectShape shape) {
        this(shape, 0);
    }

    /** The body of a method that a messenger does not have: none is good. */
    static BodyShape notOffered(String method, Messenger messenger) {
        Checked refused = new Checked(List.of("method: " + messenger + " does not offer " + method), 0, 0);
        return (json, start, length, unknownFieldsPass) -> refused;
    }

    @Override
    public Checked check(byte[] json, int start, int length, boolean unknownFieldsPass) {
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
        int typing = findings.typingMillis();
        return new Checked(findings.problems(), typing == 0 ? typingDefault : typing, findings.delayMillis());
    }
}
