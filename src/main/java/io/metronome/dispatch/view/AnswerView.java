package io.metronome.dispatch.view;

/**
 * The last answer to a call of a command.
 *
 * @param status the HTTP status, 0 when no answer came
 * @param detail for people, without a token; may be empty
 */
public record AnswerView(int status, String detail) {}
