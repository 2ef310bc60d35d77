package io.metronome.app;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.dispatch.Pipeline;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether commands of one of some instances wait here. Asks the dispatcher, and waits for its answer. Any thread. */
record WaitingCommands(Pipeline pipeline) implements Predicate<Collection<String>> {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingCommands.class);
    private static final int PATIENCE_SECONDS = 5;

    /** When the dispatcher cannot say, the answer is yes: nothing is lost by keeping an instance. */
    @Override
    public boolean test(Collection<String> instances) {
        try {
            return pipeline.haveWaitingCommands(instances).get(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The dispatcher did not say whether commands wait for {} instances", instances.size(), e);
            return true;
        }
    }
}
