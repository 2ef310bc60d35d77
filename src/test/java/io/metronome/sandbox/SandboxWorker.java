package io.metronome.sandbox;

import java.nio.file.Path;

/** The worker of the sandbox: started as {@code metronome run --config FILE} starts it, but in this JVM. */
// The check is of a method that throws only until it is joined.
@SuppressWarnings("DoNotCallSuggester")
final class SandboxWorker implements AutoCloseable {
    private SandboxWorker() {}

    /** Starts it and returns when it serves its partitions; its topics exist then. */
    static SandboxWorker start(Path config) {
        throw new UnsupportedOperationException(
                "the worker is not joined to the sandbox yet: read " + config + " and start io.metronome.app.Worker");
    }

    /** Where its pages are, without a trailing slash. */
    String url() {
        return "";
    }

    /** Stops it as SIGTERM does: calls in flight end, a last checkpoint, then it leaves the group. */
    @Override
    public void close() {}
}
