package io.metronome.emulator;

/** What an instance has paid for. */
public enum Plan {
    BUSINESS,
    /** Three correspondents a month, then 466 (GREEN-API docs, page 466-error-example-body). */
    DEVELOPER
}
