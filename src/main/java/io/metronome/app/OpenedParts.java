package io.metronome.app;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opened parts, threads included. They are closed in the opposite order. One thread opens and closes. */
final class OpenedParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedParts.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final WorkerThreads threads;

    /** @param fatal told of an unforeseen failure on one of the threads; the process must end then */
    OpenedParts(Consumer<Throwable> fatal) {
        this.threads = new WorkerThreads(fatal);
    }

    <T extends AutoCloseable> T open(T resource) {
        opened.addLast(resource);
        return resource;
    }

    /** A daemon thread of that name, which ends when the parts are closed. */
    WatchedThread thread(String name) {
        return open(threads.watched(name));
    }

    /** The threads of the parts. */
    WorkerThreads threads() {
        return threads;
    }

    /** A part that cannot be closed is logged. The others are closed all the same. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.removeLast().close();
            } catch (Exception e) {
                LOG.warn("A part of the worker could not be closed", e);
            }
        }
    }
}
