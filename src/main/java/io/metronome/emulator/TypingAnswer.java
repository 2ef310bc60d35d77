package io.metronome.emulator;

/** The answer of a method that promises nothing, as sendTyping: GREEN-API's own pages disagree. */
public enum TypingAnswer {
    /** {@code {"idMessage":…}}, as on the page /docs/api/sending/SendTyping. */
    ID_MESSAGE,
    /** An empty body, as on the newer page /docs/api/service/SendTyping. */
    EMPTY
}
