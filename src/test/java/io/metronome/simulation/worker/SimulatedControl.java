package io.metronome.simulation.worker;

import io.metronome.control.ControlEnds;
import io.metronome.control.ControlListener;
import io.metronome.control.ControlOutbox;
import io.metronome.control.ControlRecord;
import io.metronome.control.ControlTopic;
import io.metronome.control.KafkaControl;
import io.metronome.simulation.cluster.ControlAdmin;
import io.metronome.simulation.cluster.ControlConsumer;
import io.metronome.simulation.cluster.ControlProducer;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import reactor.core.publisher.Mono;

/** The real reader of the control topic on simulated clients, and on a thread of its host. */
final class SimulatedControl {
    private final SimulatedThread thread;
    private final KafkaControl reader;
    private final ControlConsumer consumer;

    SimulatedControl(SimulatedHost host, SimulatedBroker broker, int homes) {
        this.thread = host.thread("control");
        this.consumer = new ControlConsumer(broker, thread);
        this.reader = new KafkaControl(
                SimulatedTopics.CONTROL,
                consumer::client,
                new ControlEnds(new ControlAdmin(broker, thread).client(), SimulatedTopics.COMMANDS),
                homes,
                new ControlOutbox(SimulatedTopics.CONTROL, () -> new ControlProducer(broker, thread).client()),
                host,
                thread);
    }

    void start(ControlListener listener) {
        reader.start(listener);
    }

    /** Nanoseconds since its thread last went on with what it does. */
    long silence() {
        return thread.silence();
    }

    /** The reader as the pipeline gets it: whatever is asked of it wakes its thread. */
    ControlTopic topic() {
        return new ControlTopic() {
            @Override
            public Mono<Boolean> readToEnd() {
                return reader.readToEnd().doOnSubscribe(begun -> consumer.wake());
            }

            @Override
            public Mono<Long> commandsEnd(int partition) {
                return reader.commandsEnd(partition).doOnSubscribe(begun -> consumer.wake());
            }

            @Override
            public void write(ControlRecord wanted) {
                reader.write(wanted);
                consumer.wake();
            }
        };
    }
}
