package io.metronome.app;

import io.metronome.config.Settings.SpillSettings;
import io.metronome.observe.Health;
import io.metronome.spill.Spill;
import io.metronome.spill.SpillFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the spill of a worker. Without a disk the worker works as well, and holds fewer commands. So only a directory that
 * the configuration names has to be good.
 */
final class WorkerSpill {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSpill.class);

    private WorkerSpill() {}

    /**
     * @param nanos monotonic nanoseconds
     * @param watched told of the sign of life of the thread that waits for the disk, since calls wait for it
     * @throws StartException when the directory that is configured cannot be used
     */
    static Spill open(OpenedParts opened, SpillSettings settings, LongSupplier nanos, Consumer<Health.Beat> watched)
            throws StartException {
        if (settings.maxBytes() == 0) {
            return Spill.none();
        }
        Path named = settings.directory();
        Path directory = named == null ? Path.of(System.getProperty("java.io.tmpdir")) : named;
        String problem = null;
        try {
            if (!SpillFile.isInMemory(directory)) {
                WatchedThread reader = opened.thread("metronome-spill");
                watched.accept(reader.beat());
                SpillFile file = opened.open(SpillFile.in(directory));
                return new Spill(file, settings.maxBytes(), nanos, reader.scheduler()::schedule);
            }
            problem = "its files are in memory (tmpfs)";
        } catch (IOException e) {
            problem = e.toString();
        }
        if (named != null) {
            throw new StartException("metronome.spill.directory: " + directory + " cannot be used: " + problem
                    + ". Allowed is a directory on a disk that the worker may write to, or nothing for the directory of"
                    + " temporary files; metronome.spill.max-bytes: 0 turns the spill off");
        }
        LOG.info(
                "Bodies of waiting commands stay on the heap, since {} cannot hold them: {}. Name a directory on a disk in"
                        + " spill.directory to hold about seven times as many commands",
                directory,
                problem);
        return Spill.none();
    }
}
