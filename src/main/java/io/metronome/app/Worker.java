package io.metronome.app;

import io.metronome.config.InstancesFile;
import io.metronome.config.Settings;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands in for the running worker until that is joined: it does nothing but wait for its end. */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final CountDownLatch end = new CountDownLatch(1);

    private Worker() {}

    static Worker start(Settings settings, InstancesFile instances) throws StartException {
        if (instances.all().isEmpty()) {
            throw new StartException("There are no instances");
        }
        LOG.error(
                "The worker is not joined yet; group {} will not be served",
                settings.kafka().groupId());
        return new Worker();
    }

    /** Waits for the end; true when everything was handed over cleanly. */
    boolean awaitEnd() {
        try {
            end.await();
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void stop() {
        end.countDown();
    }

    @Override
    public void close() {
        stop();
    }
}
