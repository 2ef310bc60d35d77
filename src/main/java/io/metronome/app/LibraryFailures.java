package io.metronome.app;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/** Errors on the threads of libraries, which their libraries would only log. They concern the whole process. */
final class LibraryFailures {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryFailures.class);
    private static final String KEY = "metronome";

    private LibraryFailures() {}

    /** Hands over the errors of library threads from now on, and failures that end such a thread. */
    static void handTo(Consumer<Throwable> fatal) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> fatal.accept(failure));
        Schedulers.onHandleError(KEY, (thread, failure) -> onlyErrors(failure, fatal));
        Hooks.onErrorDropped(failure -> {
            LOG.error("A failure came too late to be handled", failure);
            onlyErrors(failure, fatal);
        });
    }

    /** Forgets what {@link #handTo} has set. */
    static void reset() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        Schedulers.resetOnHandleError(KEY);
        Hooks.resetOnErrorDropped();
    }

    private static void onlyErrors(Throwable failure, Consumer<Throwable> fatal) {
        if (failure instanceof Error) {
            fatal.accept(failure);
        }
    }
}
