package io.metronome.emulator;

/** What becomes of messages to an instance that is not authorized: GREEN-API's own pages disagree. */
public enum Unauthorized {
    /** Taken into the queue and kept for 24 h, as on the page of each method. */
    QUEUE,
    /** 400 {@code instance is starting or not authorized}, as on the page common-errors. */
    REFUSE
}
