package io.metronome.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that are still to be injected, in the order in which they were added. Thread-safe. */
final class Faults {
    private final List<Pending> pending = new ArrayList<>();
    /** Read by every call, so that the lock is taken only when there is a fault. */
    private volatile boolean any;

    private static final class Pending {
        private final Fault fault;
        private int left;

        Pending(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
        any = true;
    }

    synchronized void clear() {
        pending.clear();
        any = false;
    }

    /** The number of calls that the faults are still for. */
    synchronized int left() {
        return pending.stream().mapToInt(each -> each.left).sum();
    }

    /** Takes the fault for this call and counts it; null when there is none. */
    @Nullable
    Fault take(@Nullable Route route) {
        return any && route != null ? first(route) : null;
    }

    private synchronized @Nullable Fault first(Route route) {
        for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
            Pending each = all.next();
            if (each.fault.fits(route)) {
                if (--each.left == 0) {
                    all.remove();
                    any = !pending.isEmpty();
                }
                return each.fault;
            }
        }
        return null;
    }
}
