package io.metronome.control;

/**
 * A control record that was read.
 *
 * @param offset its offset in the control topic
 * @param timestamp milliseconds since the epoch, as Kafka has it
 */
public record ReadControl(ControlRecord wanted, long offset, long timestamp) {

    /** This record with a timestamp that is not later than that: its writer's clock may be wrong. */
    public ReadControl notAfter(long millis) {
        return timestamp <= millis ? this : new ReadControl(wanted, offset, millis);
    }
}
