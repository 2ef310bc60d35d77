package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Decoded;
import io.metronome.command.Instance;
import io.metronome.command.Letter;
import io.metronome.command.Reason;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.DispatchListener.Sent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The pipeline, from top to bottom: a letter is taken in, finds its lane, gets its turn, is called, is answered, and
 * ends. Everything here runs on the dispatcher's thread; what it decides becomes true with the next checkpoint.
 *
 * <pre>
 * take ─▶ admit ─▶ queue ─▶ round ─▶ turn ─▶ call ─▶ answered ─▶ end ─▶ (checkpoint)
 *           └─ refused ──────────────┘                  └─ again ─▶ queue
 * </pre>
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long STRANGER_NANOS = SECONDS.toNanos(5);

    private final Ports ports;
    private final Loop loop;
    private final Time time;
    private final Lease lease;
    private final Desk desk;
    private final Tally tally;
    private final int maxInFlight;
    private final boolean strangersWait;
    private final Bodies bodies = Bodies.inMemory();
    private final Waits waits;
    private final Endings endings;
    private final Lanes lanes;
    private final Admission admission;
    private int inFlight;

    Dispatcher(DispatchSettings settings, Ports ports, Loop loop, Time time, Lease lease, Desk desk, Tally tally) {
        this.ports = ports;
        this.loop = loop;
        this.time = time;
        this.lease = lease;
        this.desk = desk;
        this.tally = tally;
        this.maxInFlight = settings.maxInFlight();
        this.strangersWait = settings.strangersWait();
        this.lanes =
                new Lanes(ports.api(), ports.instances(), settings, ports.listener(), loop, time, tally, this::round);
        this.waits = new Waits(time, lanes::queue, this::expire);
        this.endings = new Endings(ports.replies(), time, ports.listener(), tally);
        this.admission = new Admission(settings, ports.codec(), endings, time);
    }

    /** What a poll brought. */
    void take(List<Arrivals.Delivery> deliveries) {
        for (Arrivals.Delivery delivery : deliveries) {
            OwnedPartition partition = desk.live(delivery.partition(), delivery.ownership());
            if (partition != null) {
                delivery.arrivals()
                        .forEach(arrival ->
                                admit(partition, arrival.letter(), arrival.decoded(), delivery.receivedAt()));
                partition.news().taken(delivery.next());
            }
        }
        desk.balance();
        round();
    }

    private void admit(OwnedPartition partition, Letter letter, Decoded decoded, long receivedAt) {
        switch (admission.of(partition, letter, decoded)) {
            case Admission.Refused refused -> partition.news().read(refused.refusal());
            case Admission.Welcome welcome -> {
                Pending pending = new Pending(partition, letter, welcome.command(), welcome.verified(), receivedAt);
                partition.news().read(pending);
                ports.listener().received(pending.method());
                await(pending, new Body(letter, welcome.command()));
            }
        }
    }

    /** What a former owner had read, as far as it is in these. */
    void restored(OwnedPartition partition, List<Restoring.Found> found) {
        for (Restoring.Found one : found) {
            Letter letter = one.waiting().letter();
            switch (admission.again(letter, one.decoded())) {
                case Admission.Refused refused -> partition.news().restored(refused.refusal());
                case Admission.Welcome welcome -> {
                    Pending pending = Restoring.pending(partition, one.waiting(), welcome, time);
                    partition.news().restored(pending);
                    await(pending, new Body(letter, welcome.command()));
                }
            }
        }
        round();
    }

    private void await(Pending pending, Body body) {
        bodies.keep(pending, body);
        tally.pending(pending, 1);
        if (pending.idHash() != SentIds.NONE) {
            pending.partition().sentIds().pending(pending.idHash(), pending.offset());
        }
        waits.add(pending, body.command().notBefore());
    }

    /** Gives turns to whoever is due, as far as capacity goes, and sets the alarm for the next. */
    void round() {
        long now = time.nanos();
        waits.wake();
        while (inFlight < maxInFlight && lanes.due(now) > 0 && desk.allowCalls()) {
            turn(lanes.first(), now);
        }
        lanes.forgetIdle(now);
        tally.round(lanes.due(now), inFlight);
        loop.alarm(Math.min(lanes.alarm(), waits.alarm()), this::round);
    }

    private void turn(OwnedLane lane, long now) {
        Pending next = lane.next(now);
        Instance instance = ports.instances().find(lane.instance());
        if (next == null) {
            lanes.place(lane);
        } else if (next.expiresAt() <= time.millis()) {
            expire(next);
        } else if (instance == null) {
            absent(lane, next, now);
        } else {
            depart(next, instance);
        }
    }

    private void absent(OwnedLane lane, Pending next, long now) {
        if (strangersWait) {
            lane.closeUntil(now + STRANGER_NANOS);
            lanes.place(lane);
        } else {
            lane.withdraw(next);
            String detail = "the instances file does not name " + lane.instance() + " any more";
            end(next, endings.dead(next, Reason.UNKNOWN_INSTANCE, detail, 0));
        }
    }

    private void depart(Pending next, Instance instance) {
        long dueAt = next.lane().dueAt(next);
        lanes.depart(next);
        inFlight++;
        next.partition().inFlight(1);
        bodies.fetch(next, body -> call(instance, new Call(next, body, dueAt, time.nanos())));
    }

    private void call(Instance instance, Call call) {
        Pending pending = call.pending();
        if (!pending.isVerified() && admission.verified(pending, call.letter()) instanceof Admission.Refused refused) {
            arrive(pending);
            end(pending, refused.refusal().replies());
            return;
        }
        ports.api()
                .call(instance, pending.method(), call.requestBody(), () -> mayBeWritten(pending), call::written)
                .onErrorResume(failure -> Mono.just(call.unforeseen(failure)))
                .subscribe(answer -> loop.run(() -> answered(call, answer)));
    }

    /* Asked on an event loop, with the connection in hand. */
    private boolean mayBeWritten(Pending pending) {
        return lease.isValid() && pending.partition().mayCall() && time.millis() < pending.expiresAt();
    }

    private void answered(Call call, Answer answer) {
        Pending pending = call.pending();
        arrive(pending);
        if (pending.partition().isOurs()) {
            if (call.wasWritten()) {
                lanes.departed(call);
            }
            settle(call, answer);
            ports.listener()
                    .answered(pending.method(), Sent.of(answer), answer.status(), time.nanos() - call.startedAt());
            desk.callEnded(pending.partition());
        } else {
            LOG.warn(
                    "Instance {} was answered after its partition was lost",
                    pending.lane().instance());
        }
        round();
    }

    private void settle(Call call, Answer answer) {
        Pending pending = call.pending();
        pending.tried(answer);
        switch (Verdict.of(answer, pending, ports.retry(), ports.jitter().getAsDouble())) {
            case Verdict.Accept accept -> {
                end(pending, endings.accepted(call, accept.answer()));
                lanes.settingsChanged(pending.lane(), call.command().delayMillis());
            }
            case Verdict.End end -> end(pending, endings.dead(pending, end.reason(), end.detail(), end.status()));
            case Verdict.TryAgain again -> again(pending, again.afterMillis(), again.throttled());
            case Verdict.NotTried notTried -> lanes.back(pending);
        }
    }

    private void again(Pending pending, long afterMillis, boolean throttled) {
        long until = time.nanos() + MILLISECONDS.toNanos(afterMillis);
        if (throttled) {
            pending.lane().throttle(pending.method(), until);
        } else {
            pending.retry(until, time.millis() + afterMillis);
        }
        pending.partition().news().changed(pending);
        lanes.back(pending);
    }

    private void expire(Pending pending) {
        if (pending.hasEnded() || pending.isOnTheRoad() || !pending.partition().mayCall()) {
            return;
        }
        if (!pending.isParked()) {
            pending.lane().withdraw(pending);
        }
        String doubt = pending.isUnknown() ? "; the outcome of an earlier attempt is unknown" : "";
        end(pending, endings.dead(pending, Reason.EXPIRED, "expiresAt passed before its turn" + doubt, 0));
    }

    private void end(Pending pending, List<Reply> replies) {
        endings.end(pending, replies);
        bodies.drop(pending);
        lanes.place(pending.lane());
    }

    private void arrive(Pending pending) {
        inFlight--;
        pending.partition().inFlight(-1);
        pending.lane().arrived();
    }

    /** All lanes of a partition begin, or cease, to get turns. */
    void place(OwnedPartition partition) {
        lanes.place(partition);
    }
}
