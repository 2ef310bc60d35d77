package io.metronome.emulator;

/** The plan of an instance. */
public enum Plan {
    BUSINESS,
    /** Three chats a month, then 466 (GREEN-API docs, page 466-error-example-body). */
    DEVELOPER
}
