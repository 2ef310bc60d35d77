package io.metronome.simulation.invariants;

import io.metronome.simulation.time.SimulatedThread;
import io.metronome.simulation.worker.SimulatedDisk;
import io.metronome.simulation.worker.SimulatedWorker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/** No thread of a worker ends by an exception, except one that was injected, and none gives up a hand-over without a cause. */
public final class NoWorkerFailed implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        for (SimulatedWorker worker : evidence.fleet().workers()) {
            for (Throwable failure : worker.host().failures()) {
                if (failure instanceof SimulatedThread.Injected
                        || failure.getCause() instanceof SimulatedDisk.BrokenException) {
                    continue;
                }
                breach.accept(worker.host().name() + " failed: " + trace(failure));
            }
            RuntimeException unclean = worker.unclean();
            if (unclean != null && evidence.faults().isNone(worker.host())) {
                breach.accept(worker.host().name() + " ended uncleanly without a cause: " + trace(unclean));
            }
        }
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
