package io.metronome.simulation.invariants;

import io.metronome.simulation.invariants.Evidence;
import io.metronome.simulation.invariants.Invariant;
import io.metronome.simulation.worker.SimulatedWorker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/** No thread of a worker ends by an exception, and none gives up a hand-over without a cause. */
final class NoWorkerFailed implements Invariant {
    @Override
    public void ask(Evidence evidence, Consumer<String> breach) {
        for (SimulatedWorker life : evidence.fleet().lives()) {
            for (Throwable failure : life.host().failures()) {
                breach.accept(life.host().name() + " failed: " + trace(failure));
            }
            RuntimeException unclean = life.unclean();
            if (unclean != null && evidence.mishaps().isNone(life.host())) {
                breach.accept(life.host().name() + " ended uncleanly without a cause: " + trace(unclean));
            }
        }
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
