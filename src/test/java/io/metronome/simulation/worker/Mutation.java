package io.metronome.simulation.worker;

import io.metronome.delivery.Api;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.Restoration;
import io.metronome.ledger.Restored;
import io.metronome.ledger.Saved;
import io.metronome.ledger.Standing;
import io.metronome.simulation.cluster.RestoreConsumer;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedProducer;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import reactor.core.publisher.Mono;

/** A mechanism taken away: at the seams between the worker's parts, so that the parts themselves stay what they are. */
class Mutation {
    /** Everything in its place. */
    static final Mutation NONE = new Mutation();

    RestoreConsumer reader(SimulatedBroker broker, SimulatedThread strand) {
        return new RestoreConsumer(broker, strand);
    }

    SimulatedProducer writer(SimulatedBroker broker, SimulatedThread strand, String id) {
        return new SimulatedProducer(broker, strand, id);
    }

    Restoration restoration(Restoration real) {
        return real;
    }

    /** What becomes of a checkpoint. */
    Mono<Saved> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
        return real.save(checkpoint);
    }

    /** The ledger as the pipeline gets it. */
    final Ledger ledger(Ledger real, SimulatedHost host) {
        return new Ledger() {
            @Override
            public Mono<Saved> save(Checkpoint checkpoint) {
                return Mutation.this.save(real, checkpoint, host);
            }

            @Override
            public Mono<Restored> restore(int partition, long ownership) {
                return real.restore(partition, ownership);
            }
        };
    }

    Duration lease(Duration real) {
        return real;
    }

    /** For one life. */
    BiFunction<ConsumerGroupMetadata, Map<Integer, Long>, Standing> standings() {
        return Standing::new;
    }

    Api api(Api real) {
        return real;
    }
}
