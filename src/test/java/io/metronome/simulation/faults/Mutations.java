package io.metronome.simulation.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Method;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.Progress;
import io.metronome.delivery.ReadSettings;
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
import io.metronome.simulation.worker.Mutation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import reactor.core.publisher.Mono;

/** Every mechanism that a worker's promises rest on, taken away one at a time. */
final class Mutations {
    private static final Map<String, Mutation> ALL = new LinkedHashMap<>();

    static {
        ALL.put("no stable read", new Mutation() {
            @Override
            RestoreConsumer reader(SimulatedBroker broker, SimulatedThread strand) {
                return new HastyReader(broker, strand);
            }
        });
        ALL.put("records before offsets", new Mutation() {
            @Override
            SimulatedProducer writer(SimulatedBroker broker, SimulatedThread strand, String id) {
                return new OffsetsLastProducer(broker, strand, id);
            }
        });
        ALL.put("ledger written outside the transaction", new Mutation() {
            @Override
            SimulatedProducer writer(SimulatedBroker broker, SimulatedThread strand, String id) {
                return new UntransactedProducer(broker, strand, id);
            }
        });
        ALL.put("no lease", new Mutation() {
            @Override
            Duration lease(Duration real) {
                return Duration.ofDays(1);
            }
        });
        ALL.put("lease asked once", new Mutation() {
            @Override
            Api api(Api real) {
                return new AskedOnce(real);
            }
        });
        ALL.put("lease from the end", new Mutation() {
            @Override
            Mono<Saved> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
                return real.save(checkpoint).map(Mutations::fromTheEnd);
            }
        });
        ALL.put("empty renewal", new Mutation() {
            @Override
            Mono<Saved> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
                boolean saysNothing = checkpoint.sections().stream().allMatch(CheckpointMutations::saysNothing);
                return saysNothing ? cameBackAtOnce(checkpoint, host) : real.save(checkpoint);
            }
        });
        ALL.put("no taker's wait", new Mutation() {
            @Override
            Restoration restoration(Restoration real) {
                return (partition, ours) -> real.of(partition, ours).map(Mutations::withoutLease);
            }
        });
        ALL.put("fresh metadata with old ownership", new Mutation() {
            @Override
            BiFunction<ConsumerGroupMetadata, Map<Integer, Long>, Standing> standings() {
                return new OldOwnership();
            }
        });
        ALL.put("floor not written", CheckpointMutations.changed(Sections::withoutFloor));
        ALL.put("pace not persisted", CheckpointMutations.changed(Sections::withoutPaces));
        ALL.put("intent not written", CheckpointMutations.changed(Sections::withoutIntents));
        ALL.put("sent ids not written", CheckpointMutations.changed(Sections::withoutSentIds));
        ALL.put("tombstones not written", CheckpointMutations.changed(Sections::withoutTombstones));
    }

    private Mutations() {}

    static Set<String> names() {
        return ALL.keySet();
    }

    static Mutation named(String name) {
        Mutation found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name + " is none of " + ALL.keySet());
        }
        return found;
    }

    private static Saved fromTheEnd(Saved saved) {
        boolean isAnythingWritten = !saved.written().isEmpty();
        return isAnythingWritten
                ? new Saved(saved.begunAt() + saved.durationNanos(), 0, saved.marks(), saved.written())
                : saved;
    }

    private static Restoration.Found withoutLease(Restoration.Found found) {
        Restored real = found.restored();
        Restored.End end = real.end() instanceof Restored.End.Unclean ? new Restored.End.Unclean(0) : real.end();
        return new Restoration.Found(
                new Restored(real.position(), real.waiting(), real.paces(), real.conditions(), real.sent(), end),
                found.nextSentSequence());
    }

    private record AskedOnce(Api real) implements Api {
        @Override
        public Mono<Answer> call(
                Instance instance, Method method, ByteBuffer body, BooleanSupplier gate, Progress progress) {
            return real.call(instance, method, body, () -> true, progress);
        }

        @Override
        public Mono<ReadSettings> readSettings(Instance instance) {
            return real.readSettings(instance);
        }

        @Override
        public Mono<InstanceState> readState(Instance instance) {
            return real.readState(instance);
        }
    }

    /* It went nowhere. */
    private static Mono<Saved> cameBackAtOnce(Checkpoint checkpoint, SimulatedHost host) {
        Set<Integer> partitions = new HashSet<>();
        checkpoint.sections().forEach(section -> partitions.add(section.partition()));
        Saved saved = new Saved(host.nanos(), 0, Map.of(), partitions);
        return Mono.create(sink -> host.in(MILLISECONDS.toNanos(1), () -> sink.success(saved)));
    }

    /* What was ever ours is taken for ours, under its last number; who we are in the group is always up to date. */
    private static final class OldOwnership implements BiFunction<ConsumerGroupMetadata, Map<Integer, Long>, Standing> {
        private final Map<Integer, Long> ever = new HashMap<>();

        @Override
        public Standing apply(ConsumerGroupMetadata member, Map<Integer, Long> owned) {
            ever.putAll(owned);
            return new Standing(member, new HashMap<>(ever));
        }
    }

    private static final class HastyReader extends RestoreConsumer {
        private HastyReader(SimulatedBroker broker, SimulatedThread strand) {
            super(broker, strand);
        }

        @Override
        boolean waitsForStable() {
            return false;
        }
    }
}
