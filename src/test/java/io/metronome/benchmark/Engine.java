package io.metronome.benchmark;

import java.io.IOException;

/** Something that sends commands through the API: metronome, or what it is compared with. */
interface Engine {
    /** The name in the report. */
    String name();

    /** Whether it promises the pace of each instance. Only then is an early call a failure. */
    boolean keepsPace();

    /** Whether it reads commands from Kafka and writes replies. One that does not makes the calls of the workload at once. */
    boolean usesKafka();

    /** Starts it in a process of its own. */
    EngineProcess start(EngineSetup setup) throws IOException;
}
