package io.metronome.observe.admin;

import io.metronome.control.ControlRecord;
import reactor.core.publisher.Mono;

/** Takes what an operator wants of an instance. Any thread may call this, and no call blocks. */
public interface Orders {

    /** Whether the instances file names the instance. */
    boolean knows(String instance);

    /**
     * Writes it to the control topic; its offset, once workers can read it. An error of {@link OrderRefusedException} when
     * Kafka does not take it.
     */
    Mono<Long> write(ControlRecord wanted);

    /**
     * The offset that the next command of the instance will have: a purge below it ends every command that is there. An
     * error of {@link OrderRefusedException} when Kafka does not tell.
     */
    Mono<Long> nextOffset(String instance);
}
