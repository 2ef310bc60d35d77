package io.metronome.simulation.worker;

import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.RestoreMemory;
import io.metronome.ledger.Restored;
import io.metronome.simulation.time.SimulatedHost;
import reactor.core.publisher.Mono;

/** A ledger whose restores find no room in the heap for a while, as where the commands of other partitions fill it. */
record ScarceMemory(Ledger real, SimulatedHost host, long waits) implements Ledger {

    @Override
    public Mono<CommittedCheckpoint> save(Checkpoint checkpoint) {
        return real.save(checkpoint);
    }

    @Override
    public Mono<Restored> restore(int partition, long ownership, RestoreMemory memory) {
        long until = host.nanos() + waits;
        return real.restore(
                partition, ownership, (bytes, mustGoOn) -> host.nanos() >= until && memory.hasRoomFor(bytes, mustGoOn));
    }
}
