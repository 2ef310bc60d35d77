package io.metronome.control;

import java.util.List;

/** Told of the control topic's records in their order, on the thread that reads them. */
public interface ControlListener {

    /** Reading begins at the first record. What was read before counts until {@link #complete}. */
    void begins();

    /** The next records. */
    void read(List<ReadControl> records);

    /** Everything that the topic had when reading began was read: it replaces what was read before. */
    void complete();
}
