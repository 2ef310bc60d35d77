package io.metronome.sandbox;

import io.metronome.command.Messenger;

/**
 * An instance of the sandbox: the emulator plays it, and the worker has its credentials.
 *
 * @param rules what the instances file says of its pace, as it stands there; empty for nothing
 */
record Account(String id, Messenger messenger, String rules) {

    /** An instance without rules for its pace. */
    Account(String id, Messenger messenger) {
        this(id, messenger, "");
    }

    /** The instance's API token, made up from its id. */
    String token() {
        return "sandbox-token-of-" + id;
    }
}
