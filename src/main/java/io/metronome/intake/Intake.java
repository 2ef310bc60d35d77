package io.metronome.intake;

/** The commands topic for the pipeline. This is a port, which the simulation wraps. Safe to call from any thread. */
public interface Intake {

    /**
     * Begins to read an assigned partition, which is paused until then. Ignored if that ownership has ended.
     *
     * @param position the offset to begin at
     */
    void begin(int partition, long ownership, long position);

    /** Pauses a partition that is over its share of memory, or resumes it. Ignored if that ownership has ended. */
    void pause(int partition, long ownership, boolean paused);
}
