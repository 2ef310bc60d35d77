package io.metronome.simulation.worker;

import io.metronome.intake.Intake;
import io.metronome.simulation.cluster.SimulatedConsumer;

/** The intake as the pipeline gets it: whatever is asked of it wakes the thread that polls. */
record WakingIntake(Intake intake, SimulatedConsumer consumer) implements Intake {
    @Override
    public void begin(int partition, long ownership, long position) {
        intake.begin(partition, ownership, position);
        consumer.wake();
    }

    @Override
    public void pause(int partition, long ownership, boolean paused) {
        intake.pause(partition, ownership, paused);
        consumer.wake();
    }
}
