package io.metronome.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Reply;
import io.metronome.ledger.Checkpoint;
import io.metronome.ledger.CommittedCheckpoint;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.LedgerLostException;
import io.metronome.ledger.PaceRecord;
import io.metronome.ledger.PartitionCheckpoint;
import io.metronome.ledger.PendingCommandRecord;
import io.metronome.ledger.Restored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The ledger of one partition, and the topics that replies go to. It outlives the workers. */
final class MemoryLedger implements Ledger {
    private final Scheduler clock;
    private final Duration latency;
    private final long leaseMillis;

    final TreeMap<Long, PendingCommandRecord> waiting = new TreeMap<>();
    final Map<String, Restored.Paced> paces = new LinkedHashMap<>();
    final Map<String, InstanceCondition> conditions = new LinkedHashMap<>();
    final List<Restored.SentIds> sent = new ArrayList<>();
    final List<Reply> replies = new ArrayList<>();
    long position;
    private PartitionCheckpoint.@Nullable HeaderState mark;
    private long markedAt;
    private int life;
    private boolean losing;
    boolean away;

    MemoryLedger(Scheduler clock, Duration latency, Duration lease) {
        this.clock = clock;
        this.latency = latency;
        this.leaseMillis = lease.toMillis();
    }

    /** What is under way of the present worker will never be committed. */
    void kill() {
        life++;
    }

    /** The next checkpoint is not written, and its writer is fenced. */
    void loseNext() {
        losing = true;
    }

    /** The values of the replies on a topic. */
    List<String> replies(String topic) {
        return replies.stream()
                .filter(reply -> reply.topic().equals(topic))
                .map(reply -> reply.value() == null ? "" : new String(reply.value(), UTF_8))
                .toList();
    }

    /** The reasons in the headers of the dead letters on a topic. */
    List<String> reasons(String topic) {
        return replies.stream()
                .filter(reply -> reply.topic().equals(topic))
                .flatMap(reply -> reply.headers().stream())
                .filter(header -> header.name().equals("metronome-reason"))
                .map(header -> String.valueOf(header.text()))
                .toList();
    }

    @Override
    public Mono<CommittedCheckpoint> save(Checkpoint checkpoint) {
        if (losing) {
            losing = false;
            return Mono.delay(latency, clock)
                    .then(Mono.error(new LedgerLostException("fenced", new IllegalStateException("fenced"))));
        }
        int of = life;
        long begunAt = clock.now(NANOSECONDS);
        return Mono.delay(latency, clock).filter(tick -> of == life && !away).map(tick -> {
            long now = clock.now(MILLISECONDS);
            checkpoint.sections().forEach(section -> write(section, now));
            return new CommittedCheckpoint(
                    begunAt, clock.now(NANOSECONDS) - begunAt, Map.of(0, now), java.util.Set.of(0));
        });
    }

    @Override
    public Mono<Restored> restore(int partition, long ownership) {
        return Mono.delay(latency, clock)
                .map(tick -> new Restored(
                        position,
                        List.copyOf(waiting.values()),
                        List.copyOf(paces.values()),
                        List.copyOf(conditions.values()),
                        List.copyOf(sent),
                        end()));
    }

    private void write(PartitionCheckpoint section, long now) {
        position = section.position();
        section.waiting().forEach(one -> waiting.put(one.commandRecord().offset(), one));
        for (long ended : section.ended()) {
            waiting.remove(ended);
        }
        section.paces().forEach(departure -> write(departure, now));
        section.conditions().forEach(condition -> write(condition, now));
        if (section.sentIds().length > 0) {
            sent.add(new Restored.SentIds(now, section.sentIds()));
        }
        replies.addAll(section.replies());
        if (section.mark() != null) {
            mark = section.mark();
            markedAt = now;
        }
    }

    private void write(PaceRecord departure, long now) {
        if (departure.delayMillis() == PaceRecord.FORGET) {
            paces.remove(departure.instance());
        } else {
            long age = NANOSECONDS.toMillis(clock.now(NANOSECONDS) - departure.at());
            paces.put(
                    departure.instance(),
                    new Restored.Paced(
                            departure.instance(), now - age, departure.delayMillis(), departure.typingMillis()));
        }
    }

    private void write(InstanceCondition condition, long now) {
        if (condition.isNone()) {
            conditions.remove(condition.instance());
        } else {
            long nanos = clock.now(NANOSECONDS);
            conditions.put(
                    condition.instance(),
                    condition.onClock(until -> now + Math.max(0, NANOSECONDS.toMillis(until - nanos))));
        }
    }

    private Restored.End end() {
        if (mark == null) {
            return new Restored.End.Never();
        }
        return mark.clean() ? new Restored.End.Clean(floor(mark.floor())) : new Restored.End.Unclean(leaseMillis);
    }

    private PartitionCheckpoint.Floor floor(PartitionCheckpoint.Floor floor) {
        return floor instanceof PartitionCheckpoint.Floor.Here here
                ? new PartitionCheckpoint.Floor.At(
                        markedAt - NANOSECONDS.toMillis(MILLISECONDS.toNanos(markedAt) - here.nanos()))
                : floor;
    }
}
