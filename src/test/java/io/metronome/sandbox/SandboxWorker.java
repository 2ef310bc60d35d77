package io.metronome.sandbox;

import io.metronome.app.StartException;
import io.metronome.app.Worker;
import io.metronome.config.InstancesFile;
import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import java.nio.file.Path;
import java.util.Map;

/** The worker of the sandbox: started as {@code metronome run --config FILE} starts it, but in this JVM. */
public final class SandboxWorker implements AutoCloseable {
    private final Worker worker;

    private SandboxWorker(Worker worker) {
        this.worker = worker;
    }

    /** Starts it; its topics exist when this returns. */
    public static SandboxWorker start(Path config) {
        Settings settings = switch (SettingsReader.read(config, Map.of())) {
            case ReadResult.Good good -> good.settings();
            case ReadResult.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
        InstancesFile instances = switch (InstancesFile.open(
                settings.instances().file(), Map.of())) {
            case InstancesFile.Opened.Good good -> good.file();
            case InstancesFile.Opened.Bad bad -> throw new IllegalStateException(String.join("\n", bad.problems()));
        };
        try {
            return new SandboxWorker(Worker.start(settings, instances));
        } catch (StartException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The address of its pages, without a trailing slash. */
    public String url() {
        return "http://127.0.0.1:" + worker.port();
    }

    /** Stops it as SIGTERM does: calls in flight end, a last checkpoint, then it leaves the group. */
    @Override
    public void close() {
        worker.close();
    }
}
