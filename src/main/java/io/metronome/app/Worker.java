package io.metronome.app;

import io.metronome.config.InstancesFile;
import io.metronome.config.Settings;

/** The running worker. */
final class Worker implements AutoCloseable {
    private Worker() {}

    static Worker start(Settings settings, InstancesFile instances) throws StartException {
        throw new StartException("The worker is not joined yet");
    }

    /** Waits for the end; true when everything was handed over cleanly. */
    boolean awaitEnd() {
        return true;
    }

    void stop() {}

    @Override
    public void close() {
        stop();
    }
}
