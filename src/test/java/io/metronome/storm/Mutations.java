package io.metronome.storm;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import io.metronome.delivery.InstanceState;
import io.metronome.delivery.ReadSettings;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.Restoration;
import io.metronome.ledger.Restored;
import io.metronome.ledger.Saved;
import io.metronome.ledger.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import reactor.core.publisher.Mono;

/** Every mechanism that a worker's promises rest on, taken away one at a time. */
final class Mutations {
    private static final Map<String, Mutation> ALL = new LinkedHashMap<>();

    static {
        ALL.put("no stable read", new Mutation() {
            @Override
            Reader reader(Broker broker, Strand strand) {
                return new HastyReader(broker, strand);
            }
        });
        ALL.put("records before offsets", new Mutation() {
            @Override
            Writer writer(Broker broker, Strand strand, String id) {
                return new OffsetsLastWriter(broker, strand, id);
            }
        });
        ALL.put("ledger written outside the transaction", new Mutation() {
            @Override
            Writer writer(Broker broker, Strand strand, String id) {
                return new LooseWriter(broker, strand, id);
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
        ALL.put("lease from the end", ofSaved(Mutations::fromTheEnd));
        ALL.put("empty renewal", new Mutation() {
            @Override
            Ledger ledger(Ledger real, Host host) {
                return new EmptyRenewals(real, host);
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
        ALL.put("floor not written", Sections.changed(Sections::withoutFloor));
        ALL.put("pace not persisted", Sections.changed(Sections::withoutPaces));
        ALL.put("intent not written", Sections.changed(Sections::withoutIntents));
        ALL.put("sent ids not written", Sections.changed(Sections::withoutSentIds));
        ALL.put("tombstones not written", Sections.changed(Sections::withoutTombstones));
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

    private static Mutation ofSaved(java.util.function.UnaryOperator<Saved> change) {
        return new Mutation() {
            @Override
            Ledger ledger(Ledger real, Host host) {
                return new Ledger() {
                    @Override
                    public Mono<Saved> save(Checkpoint checkpoint) {
                        return real.save(checkpoint).map(change);
                    }

                    @Override
                    public Mono<Restored> restore(int partition, long ownership) {
                        return real.restore(partition, ownership);
                    }
                };
            }
        };
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
                io.metronome.command.Instance instance,
                io.metronome.command.Method method,
                java.nio.ByteBuffer body,
                java.util.function.BooleanSupplier gate,
                io.metronome.delivery.Progress progress) {
            return real.call(instance, method, body, () -> true, progress);
        }

        @Override
        public Mono<ReadSettings> readSettings(io.metronome.command.Instance instance) {
            return real.readSettings(instance);
        }

        @Override
        public Mono<InstanceState> readState(io.metronome.command.Instance instance) {
            return real.readState(instance);
        }
    }

    /* A confirmation goes nowhere and comes back at once. */
    private record EmptyRenewals(Ledger real, Host host) implements Ledger {
        @Override
        public Mono<Saved> save(Checkpoint checkpoint) {
            boolean saysNothing = checkpoint.sections().stream().allMatch(Sections::saysNothing);
            if (!saysNothing) {
                return real.save(checkpoint);
            }
            Set<Integer> partitions = new HashSet<>();
            checkpoint.sections().forEach(section -> partitions.add(section.partition()));
            Saved saved = new Saved(host.nanos(), 0, Map.of(), partitions);
            return Mono.create(sink -> host.in(MILLISECONDS.toNanos(1), () -> sink.success(saved)));
        }

        @Override
        public Mono<Restored> restore(int partition, long ownership) {
            return real.restore(partition, ownership);
        }
    }

    /* What was ever ours is taken for ours, under its last number; who we are in the group is always up to date. */
    private static final class OldOwnership implements BiFunction<ConsumerGroupMetadata, Map<Integer, Long>, Standing> {
        private final Map<Integer, Long> ever = new HashMap<>();

        @Override
        public Standing apply(ConsumerGroupMetadata member, Map<Integer, Long> owned) {
            ever.putAll(owned);
            return new Standing(member, Map.copyOf(ever));
        }
    }

    private static final class HastyReader extends Reader {
        private HastyReader(Broker broker, Strand strand) {
            super(broker, strand);
        }

        @Override
        boolean waitsForStable() {
            return false;
        }
    }
}
