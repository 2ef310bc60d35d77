package io.metronome.delivery;

/** What getStateInstance said of an instance (GREEN-API docs, page GetStateInstance). */
public sealed interface InstanceState {

    /** It works. */
    record Authorized() implements InstanceState {}

    /**
     * It does not send, or does not even answer for itself.
     *
     * @param detail for people, without a token
     * @param untilMillis when the API says that this ends, milliseconds since the epoch; 0 when it does not say
     */
    record Held(HoldReason reason, String detail, long untilMillis) implements InstanceState {}

    /**
     * Nothing was learnt: no answer, or one that says nothing of the state.
     *
     * @param status the HTTP status, 0 where no answer came
     * @param detail for people, without a token
     */
    record Unread(int status, String detail) implements InstanceState {}
}
