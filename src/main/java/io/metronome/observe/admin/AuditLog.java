package io.metronome.observe.admin;

import io.metronome.control.ControlListener;
import io.metronome.control.ReadControl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last records of the control topic, as this worker has read them. The topic is compacted, so it has the last record
 * of each key from before the worker's start, and every record since. The reader of the topic tells it, and any thread
 * may ask.
 */
public final class AuditLog {
    /** The most records that it keeps. */
    public static final int MOST = 50;

    private final Deque<ReadControl> last = new ArrayDeque<>();

    /** Hears what the other one hears, before it. */
    public ControlListener before(ControlListener next) {
        return new ControlListener() {
            @Override
            public void begins() {
                clear();
                next.begins();
            }

            @Override
            public void read(List<ReadControl> records) {
                note(records);
                next.read(records);
            }

            @Override
            public void complete() {
                next.complete();
            }
        };
    }

    private synchronized void clear() {
        last.clear();
    }

    private synchronized void note(List<ReadControl> records) {
        for (ReadControl record : records) {
            last.addFirst(record);
            if (last.size() > MOST) {
                last.removeLast();
            }
        }
    }

    /** The records, the last one first. */
    synchronized List<ReadControl> records() {
        return new ArrayList<>(last);
    }
}
