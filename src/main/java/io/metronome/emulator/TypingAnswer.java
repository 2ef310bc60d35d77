package io.metronome.emulator;

/** The answer of a method that promises nothing, such as sendTyping. GREEN-API's pages disagree about it. */
public enum TypingAnswer {
    /** {@code {"idMessage":…}}, see the page /docs/api/sending/SendTyping. */
    ID_MESSAGE,
    /** An empty body, see the newer page /docs/api/service/SendTyping. */
    EMPTY
}
