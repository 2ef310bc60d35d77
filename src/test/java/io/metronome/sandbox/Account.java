package io.metronome.sandbox;

import io.metronome.command.Messenger;

/** An instance of the sandbox: the emulator plays it, and the worker has its credentials. */
record Account(String id, Messenger messenger) {

    /** The instance's API token, made up from its id. */
    String token() {
        return "sandbox-token-of-" + id;
    }
}
