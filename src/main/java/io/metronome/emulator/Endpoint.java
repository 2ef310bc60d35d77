package io.metronome.emulator;

/** A method of the emulated API, and the action that answers its calls. */
record Endpoint(ApiMethod method, Action action) {

    /** Answers a call that is allowed, valid and within its rate. */
    @FunctionalInterface
    interface Action {
        Response answer(Account account, ApiCall ask);
    }
}
