package io.metronome.dispatch.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The instances whose calls to a host failed lately. A host whose failures are those of one or two instances is paused for
 * these only: the host works, and their own servers behind it may not. Instances are known by their ids, since a lane can
 * be made anew at any time.
 */
final class FailedInstances {
    /** So many instances fail only if the host does. */
    static final int ALL = 3;

    private final int window;
    private final Deque<CountedCall> last = new ArrayDeque<>();
    private final Set<String> paused = new LinkedHashSet<>();
    private final Set<String> others = new LinkedHashSet<>();
    private boolean othersCall;

    private record CountedCall(String instance, boolean failed) {}

    /** @param window the last calls that count */
    FailedInstances(int window) {
        this.window = window;
    }

    /** A call of the instance ended, and counts for the host's health. */
    void counted(String instance, boolean failed) {
        last.addLast(new CountedCall(instance, failed));
        if (last.size() > window) {
            last.removeFirst();
        }
    }

    /** The host is paused for the instances whose last calls failed. */
    void pause() {
        Set<String> failing = new LinkedHashSet<>();
        for (CountedCall call : last) {
            if (call.failed()) {
                failing.add(call.instance());
            } else {
                failing.remove(call.instance());
            }
        }
        paused.addAll(failing);
        others.removeAll(paused);
    }

    /**
     * While the host fails for some, a call of another instance ended. An instance whose calls fail twice in a row is
     * paused like those.
     */
    void other(String instance, boolean failed) {
        if (!failed) {
            others.remove(instance);
        } else if (!paused.contains(instance) && !others.add(instance)) {
            others.remove(instance);
            paused.add(instance);
        }
    }

    /** While the host fails for some, a call of another instance starts. */
    void otherCalls() {
        othersCall = true;
    }

    /** The host works again. */
    void clear() {
        last.clear();
        paused.clear();
        others.clear();
        othersCall = false;
    }

    /** Whether the host is paused for all instances. */
    boolean isAll() {
        return paused.size() + others.size() >= ALL;
    }

    /** Whether the host is paused for that instance, among others. */
    boolean has(String instance) {
        return isAll() || paused.contains(instance);
    }

    /** Whether nothing but probes has gone to the host since it was paused. */
    boolean isQuiet() {
        return isAll() || !othersCall;
    }
}
