package io.metronome.command.shape;

import tools.jackson.core.JsonParser;

/** The form that a JSON value must have. Implementations are immutable, and safe to use from any thread. */
public interface Shape {

    /**
     * Checks the value at the parser's current token, and leaves the parser on the value's last token.
     *
     * @param errors receives every mistake
     * @return whether the value has this form
     */
    boolean read(JsonParser json, ValidationErrors errors);

    /** The allowed values in words, to follow "must be". */
    String allowed();
}
