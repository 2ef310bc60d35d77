package io.metronome.simulation.worker;

import io.metronome.command.Instances;
import io.metronome.control.ControlListener;
import io.metronome.control.ControlTopic;
import io.metronome.delivery.Api;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.GroupMembership;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.Restoration;
import io.metronome.ledger.RestoreMemory;
import io.metronome.ledger.Restored;
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
public class Mutation {
    /** The mutation that takes nothing away. */
    public static final Mutation NONE = new Mutation();

    public RestoreConsumer reader(SimulatedBroker broker, SimulatedThread thread) {
        return new RestoreConsumer(broker, thread);
    }

    public SimulatedProducer writer(SimulatedBroker broker, SimulatedThread thread, String id) {
        return new SimulatedProducer(broker, thread, id);
    }

    public Restoration restoration(Restoration real) {
        return real;
    }

    /** Saves a checkpoint. */
    public Mono<CommittedCheckpoint> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
        return real.save(checkpoint);
    }

    /** The ledger as the pipeline gets it. */
    public final Ledger ledger(Ledger real, SimulatedHost host) {
        return new Ledger() {
            @Override
            public Mono<CommittedCheckpoint> save(Checkpoint checkpoint) {
                return Mutation.this.save(real, checkpoint, host);
            }

            @Override
            public Mono<Restored> restore(int partition, long ownership, RestoreMemory memory) {
                return real.restore(partition, ownership, memory);
            }
        };
    }

    /** The control topic as the pipeline gets it. */
    public ControlTopic control(ControlTopic real) {
        return real;
    }

    /** The pipeline as the reader of the control topic gets it. */
    public ControlListener controlListener(ControlListener real, SimulatedHost host) {
        return real;
    }

    public Duration lease(Duration real) {
        return real;
    }

    /** The group membership that one worker hands to its ledger. */
    public BiFunction<ConsumerGroupMetadata, Map<Integer, Long>, GroupMembership> standings() {
        return GroupMembership::new;
    }

    public Api api(Api real) {
        return real;
    }

    /** The instances file as one worker reads it. */
    public Instances instances(Instances real) {
        return real;
    }
}
