package io.metronome.intake;

/** The commands topic as the pipeline sees it. A port: the simulation has its own. Safe to call from any thread. */
public interface Intake {

    /**
     * Begins to read an assigned partition, which stands paused until then. Ignored if that ownership has ended.
     *
     * @param position the offset to begin at
     */
    void begin(int partition, long ownership, long position);

    /** Stops reading a partition for want of room, or goes on with it. Ignored if that ownership has ended. */
    void hold(int partition, long ownership, boolean held);
}
