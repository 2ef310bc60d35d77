package io.metronome.emulator;

/** The treatment of messages to an instance that is not authorized. GREEN-API's pages disagree about it. */
public enum Unauthorized {
    /** The message is queued and kept for 24 h, see the page of each method. */
    QUEUE,
    /** The call is answered with 400 {@code instance is starting or not authorized}, see the page common-errors. */
    REFUSE
}
