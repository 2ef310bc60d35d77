/**
 * A Kafka cluster in memory, as far as metronome can tell it from a real one: partition logs, the group coordinator
 * (it checks generations, not partitions), the transaction coordinator (decides first, writes markers later), and the
 * clients that a worker uses. It promises nothing that a real cluster does not promise.
 */
@NullMarked
package io.metronome.simulation.cluster;

import org.jspecify.annotations.NullMarked;
