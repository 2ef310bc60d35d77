package io.metronome.simulation.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.command.Instance;
import io.metronome.command.Instances;
import io.metronome.command.Method;
import io.metronome.command.PaceRules;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.Progress;
import io.metronome.delivery.ReadSettings;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.GroupMembership;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.Restoration;
import io.metronome.ledger.Restored;
import io.metronome.simulation.cluster.RestoreConsumer;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedProducer;
import io.metronome.simulation.time.SimulatedHost;
import io.metronome.simulation.time.SimulatedThread;
import io.metronome.simulation.worker.Mutation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import reactor.core.publisher.Mono;

/** Every mechanism that a worker's promises rest on, taken away one at a time. */
public final class Mutations {
    /** The name of no mutation: every mechanism is in its place. */
    public static final String NONE = "none";

    private static final Map<String, Mutation> ALL = new LinkedHashMap<>();

    static {
        ALL.put("no stable read", new Mutation() {
            @Override
            public RestoreConsumer reader(SimulatedBroker broker, SimulatedThread thread) {
                return new HastyReader(broker, thread);
            }
        });
        ALL.put("records before offsets", new Mutation() {
            @Override
            public SimulatedProducer writer(SimulatedBroker broker, SimulatedThread thread, String id) {
                return new OffsetsLastProducer(broker, thread, id);
            }
        });
        ALL.put("ledger written outside the transaction", new Mutation() {
            @Override
            public SimulatedProducer writer(SimulatedBroker broker, SimulatedThread thread, String id) {
                return new UntransactedProducer(broker, thread, id);
            }
        });
        ALL.put("no lease", new Mutation() {
            @Override
            public Duration lease(Duration real) {
                return Duration.ofDays(1);
            }
        });
        ALL.put("lease asked once", new Mutation() {
            @Override
            public Api api(Api real) {
                return new AskedOnce(real);
            }
        });
        ALL.put("lease from the end", new Mutation() {
            @Override
            public Mono<CommittedCheckpoint> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
                return real.save(checkpoint).map(Mutations::fromTheEnd);
            }
        });
        ALL.put("empty renewal", new Mutation() {
            @Override
            public Mono<CommittedCheckpoint> save(Ledger real, Checkpoint checkpoint, SimulatedHost host) {
                boolean saysNothing = checkpoint.sections().stream().allMatch(CheckpointMutations::saysNothing);
                return saysNothing ? cameBackAtOnce(checkpoint, host) : real.save(checkpoint);
            }
        });
        ALL.put("no taker's wait", new Mutation() {
            @Override
            public Restoration restoration(Restoration real) {
                return (partition, ours, memory) ->
                        real.of(partition, ours, memory).map(Mutations::withoutLease);
            }
        });
        ALL.put("fresh metadata with old ownership", new Mutation() {
            @Override
            public BiFunction<ConsumerGroupMetadata, Map<Integer, Long>, GroupMembership> standings() {
                return new OldOwnership();
            }
        });
        ALL.put("floor not written", CheckpointMutations.changed(CheckpointMutations::withoutFloor));
        ALL.put("pace not persisted", CheckpointMutations.changed(CheckpointMutations::withoutPaces));
        ALL.put("change of a delay not written", CheckpointMutations.changed(CheckpointMutations::withoutDoubts));
        ALL.put("intent not written", CheckpointMutations.changed(CheckpointMutations::withoutIntents));
        ALL.put("sent ids not written", CheckpointMutations.changed(CheckpointMutations::withoutSentIds));
        ALL.put("tombstones not written", CheckpointMutations.changed(CheckpointMutations::withoutTombstones));
        ALL.put(
                "an end is not written into its block's ends",
                CheckpointMutations.changed(CheckpointMutations::withoutEndsInBlocks));
        ALL.put("counts of calls not written", CheckpointMutations.changed(CheckpointMutations::withoutCounts));
        ALL.put("hours not kept", new Mutation() {
            @Override
            public Instances instances(Instances real) {
                return changed(real, rules -> new PaceRules(rules.jitterPercent(), null, rules.cap()));
            }
        });
        ALL.put("jitter not kept", new Mutation() {
            @Override
            public Instances instances(Instances real) {
                return changed(real, rules -> rules.withJitter(0));
            }
        });
        ALL.put("purge as an event", ControlMutations.purgeAsAnEvent());
        ALL.put("turns before control is read", ControlMutations.turnsBeforeControlIsRead());
        ALL.put("cancels of the unread dropped", ControlMutations.cancelsOfTheUnreadDropped());
    }

    private Mutations() {}

    public static Set<String> names() {
        return ALL.keySet();
    }

    public static Mutation named(String name) {
        Mutation found = name.equals(NONE) ? Mutation.NONE : ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name + " is none of " + ALL.keySet());
        }
        return found;
    }

    private static Instances changed(Instances real, UnaryOperator<PaceRules> change) {
        return id -> {
            Instance one = real.find(id);
            return one == null
                    ? null
                    : new Instance(
                            one.id(),
                            one.apiUrl(),
                            one.token(),
                            one.messenger(),
                            one.delay(),
                            change.apply(one.rules()));
        };
    }

    private static CommittedCheckpoint fromTheEnd(CommittedCheckpoint saved) {
        return new CommittedCheckpoint(
                saved.begunAt() + saved.durationNanos(), 0, saved.headerTimes(), saved.written());
    }

    private static Restoration.RestoredState withoutLease(Restoration.RestoredState found) {
        Restored real = found.restored();
        Restored.OwnershipEnd end =
                real.end() instanceof Restored.OwnershipEnd.Unclean ? new Restored.OwnershipEnd.Unclean(0) : real.end();
        return new Restoration.RestoredState(
                new Restored(
                        real.position(),
                        real.waiting(),
                        real.paces(),
                        real.conditions(),
                        real.sent(),
                        end,
                        real.format(),
                        real.blocks()),
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
    private static Mono<CommittedCheckpoint> cameBackAtOnce(Checkpoint checkpoint, SimulatedHost host) {
        Set<Integer> partitions = new LinkedHashSet<>();
        checkpoint.sections().forEach(section -> partitions.add(section.partition()));
        CommittedCheckpoint saved = new CommittedCheckpoint(host.nanos(), 0, Map.of(), partitions);
        return Mono.create(sink -> host.in(MILLISECONDS.toNanos(1), () -> sink.success(saved)));
    }

    /* What was ever ours is taken for ours, under its last number; who we are in the group is always up to date. */
    private static final class OldOwnership
            implements BiFunction<ConsumerGroupMetadata, Map<Integer, Long>, GroupMembership> {
        private final Map<Integer, Long> ever = new LinkedHashMap<>();

        @Override
        public GroupMembership apply(ConsumerGroupMetadata member, Map<Integer, Long> owned) {
            ever.putAll(owned);
            return new GroupMembership(member, new LinkedHashMap<>(ever));
        }
    }

    private static final class HastyReader extends RestoreConsumer {
        private HastyReader(SimulatedBroker broker, SimulatedThread thread) {
            super(broker, thread);
        }

        @Override
        public boolean waitsForStable() {
            return false;
        }
    }
}
