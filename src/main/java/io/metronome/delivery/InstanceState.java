package io.metronome.delivery;

/** The state of an instance, from getStateInstance (GREEN-API docs, page GetStateInstance). */
public sealed interface InstanceState {

    /** The instance works. */
    record Authorized() implements InstanceState {}

    /**
     * The instance does not send, or refuses the question.
     *
     * @param detail for people, without a token
     * @param untilMillis when the API says that this ends, milliseconds since the epoch; 0 when it does not say
     */
    record Held(HoldReason reason, String detail, long untilMillis) implements InstanceState {}

    /**
     * The state could not be read: no answer came, or one without a state.
     *
     * @param status the HTTP status, 0 when no answer came
     * @param detail for people, without a token
     */
    record Unread(int status, String detail) implements InstanceState {}
}
