package io.metronome.command.shape;

import tools.jackson.core.JsonParser;

/** What one JSON value must look like. Immutable; safe to use from any thread. */
public sealed interface Shape permits BooleanField, StringFormat, ObjectShape, StringField, StringArray, IntegerRange {

    /**
     * Holds the value at the parser's current token against this shape; leaves the parser on the value's last token.
     *
     * @param findings told of every mistake
     * @return whether the value is as it must be
     */
    boolean read(JsonParser json, ValidationErrors findings);

    /** What may stand here, for people: it follows "must be". */
    String allowed();
}
