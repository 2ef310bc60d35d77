package io.metronome.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mischief that is still to be done; the one that was asked for first is done first. Safe from any thread. */
final class Faults {
    private final List<Pending> pending = new ArrayList<>();
    /** Asked by every call, so that the lock is taken only where there is something behind it. */
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

    /** How many calls are still in for it. */
    synchronized int left() {
        return pending.stream().mapToInt(each -> each.left).sum();
    }

    /** The fault of this call, used up by one; null when it is spared. */
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
