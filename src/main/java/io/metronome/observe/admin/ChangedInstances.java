package io.metronome.observe.admin;

import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The instances whose calls were answered since this was last asked: the first hundred of them. Any thread. */
final class ChangedInstances implements DispatchListener {
    static final int MOST = 100;

    private final Set<String> changed = new LinkedHashSet<>();
    private volatile boolean isWanted;
    private boolean more;

    /** Whether somebody will ask. */
    void want(boolean wanted) {
        isWanted = wanted;
    }

    /** What has changed, and whether there is more than that. */
    record Changes(List<String> instances, boolean more) {
        static final Changes NONE = new Changes(List.of(), false);
    }

    @Override
    public void answered(String instance, Method method, Answer answer, long durationNanos, @Nullable SpanIds span) {
        if (isWanted) {
            note(instance);
        }
    }

    private synchronized void note(String instance) {
        if (changed.size() < MOST) {
            changed.add(instance);
        } else {
            more |= !changed.contains(instance);
        }
    }

    synchronized Changes take() {
        Changes taken = new Changes(List.copyOf(changed), more);
        changed.clear();
        more = false;
        return taken;
    }
}
