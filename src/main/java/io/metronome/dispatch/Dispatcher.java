package io.metronome.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.command.Command;
import io.metronome.command.Decoded;
import io.metronome.command.Instance;
import io.metronome.command.Letter;
import io.metronome.command.Reason;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.DispatchListener.Sent;
import io.metronome.pacing.Timeline;
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
    private final Timeline<OwnedLane> timeline = new Timeline<>();
    private final Bodies bodies = Bodies.inMemory();
    private final Waits waits;
    private final Endings endings;
    private final Inquiries inquiries;
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
        this.waits = new Waits(time, this::queue, this::expire);
        this.endings = new Endings(ports.replies(), time, ports.listener());
        this.admission = new Admission(settings, ports.codec(), endings, time);
        this.inquiries = new Inquiries(ports.api(), ports.instances(), loop, time, settings, this::learnt);
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
        tally.pending(pending.priority(), 1);
        if (pending.idHash() != SentIds.NONE) {
            pending.partition().sentIds().pending(pending.idHash(), pending.offset());
        }
        waits.add(pending, body.command().notBefore());
    }

    private void queue(Pending pending) {
        OwnedLane lane = pending.findLane();
        lane.add(pending, time.nanos());
        inquiries.consider(lane);
        place(lane);
    }

    /** Gives turns to whoever is due, as far as capacity goes, and sets the alarm for the next. */
    void round() {
        long now = time.nanos();
        waits.wake();
        timeline.advance(now);
        while (inFlight < maxInFlight && timeline.runnable() > 0 && desk.allowCalls()) {
            turn(timeline.first(), now);
            timeline.advance(now);
        }
        timeline.forgetIdle(now, lane -> lane.partition().forget(lane));
        tally.round(timeline.runnable(), inFlight);
        loop.alarm(Math.min(timeline.alarm(), waits.alarm()), this::round);
    }

    private void turn(OwnedLane lane, long now) {
        Pending next = lane.next(now);
        Instance instance = ports.instances().find(lane.instance());
        if (next == null) {
            place(lane);
        } else if (next.expiresAt() <= time.millis()) {
            expire(next);
        } else if (instance == null) {
            absent(lane, next, now);
        } else {
            depart(lane, next, instance);
        }
    }

    private void absent(OwnedLane lane, Pending next, long now) {
        if (strangersWait) {
            lane.closeUntil(now + STRANGER_NANOS);
            place(lane);
        } else {
            lane.withdraw(next);
            String detail = "the instances file does not name " + lane.instance() + " any more";
            end(next, endings.dead(next, Reason.UNKNOWN_INSTANCE, detail, 0), false);
        }
    }

    private void depart(OwnedLane lane, Pending next, Instance instance) {
        long dueAt = lane.dueAt(next);
        lane.depart(next);
        place(lane);
        inFlight++;
        next.partition().inFlight(1);
        inquiries.consider(lane);
        bodies.fetch(next, body -> call(instance, new Call(next, body, dueAt, time.nanos())));
    }

    private void call(Instance instance, Call call) {
        Pending pending = call.pending();
        if (!pending.isVerified() && admission.verified(pending, call.letter()) instanceof Admission.Refused refused) {
            arrive(pending);
            end(pending, refused.refusal().replies(), false);
            return;
        }
        OwnedPartition partition = pending.partition();
        ports.api()
                .call(
                        instance,
                        pending.method(),
                        call.requestBody(),
                        () -> lease.isValid() && partition.mayCall() && time.millis() < pending.expiresAt(),
                        call::written)
                .onErrorResume(failure -> Mono.just(unforeseen(instance, failure)))
                .subscribe(answer -> loop.run(() -> answered(call, answer)));
    }

    private void answered(Call call, Answer answer) {
        Pending pending = call.pending();
        arrive(pending);
        if (pending.partition().isOurs()) {
            departed(call);
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
        switch (verdict(pending, answer)) {
            case Verdict.Accept accept -> {
                end(pending, endings.accepted(call, accept.answer()), true);
                settingsMayHaveChanged(pending.lane(), call.command());
            }
            case Verdict.End end ->
                end(pending, endings.dead(pending, end.reason(), end.detail(), end.status()), pending.isUnknown());
            case Verdict.TryAgain again -> again(pending, again.afterMillis(), again.throttled());
            case Verdict.NotTried notTried -> {
                pending.lane().back(pending);
                place(pending.lane());
            }
        }
    }

    private Verdict verdict(Pending pending, Answer answer) {
        boolean tried = !(answer instanceof Answer.Withheld);
        boolean counts = tried && !(answer instanceof Answer.Again again && again.throttled());
        pending.tried(pending.attempts() + (tried ? 1 : 0), pending.failures() + (counts ? 1 : 0));
        pending.unknown(pending.isUnknown() || answer instanceof Answer.Unknown);
        return Verdict.of(
                answer,
                pending.onUnknown(),
                pending.failures(),
                pending.isUnknown(),
                ports.retry(),
                ports.jitter().getAsDouble());
    }

    private void again(Pending pending, long afterMillis, boolean throttled) {
        OwnedLane lane = pending.lane();
        long until = time.nanos() + MILLISECONDS.toNanos(afterMillis);
        if (throttled) {
            lane.throttle(pending.method(), until);
        } else {
            pending.retry(until, time.millis() + afterMillis);
        }
        lane.back(pending);
        pending.partition().news().changed(pending);
        place(lane);
    }

    private void end(Pending pending, List<Reply> replies, boolean sent) {
        OwnedPartition partition = pending.partition();
        pending.end(replies);
        bodies.drop(pending);
        partition.news().ended(pending);
        if (pending.idHash() != SentIds.NONE && sent) {
            partition.sentIds().sent(pending.idHash(), pending.offset(), time.millis());
            partition.news().sent(pending.idHash(), pending.offset());
        } else if (pending.idHash() != SentIds.NONE) {
            partition.sentIds().free(pending.idHash());
        }
        tally.pending(pending.priority(), -1);
        place(pending.lane());
    }

    private void expire(Pending pending) {
        boolean onTheRoad = pending.lane().onTheRoad() == pending;
        if (pending.hasEnded() || onTheRoad || !pending.partition().mayCall()) {
            return;
        }
        if (!pending.isParked()) {
            pending.lane().withdraw(pending);
        }
        String doubt = pending.isUnknown() ? "; the outcome of an earlier attempt is unknown" : "";
        end(
                pending,
                endings.dead(pending, Reason.EXPIRED, "expiresAt passed before its turn" + doubt, 0),
                pending.isUnknown());
    }

    private void departed(Call call) {
        if (call.wasWritten()) {
            Pending pending = call.pending();
            pending.lane().written(pending, call.writtenAt());
            Departures.note(pending.lane());
            ports.listener().departed(pending.method(), call.writtenAt() - call.dueAt());
        }
    }

    private void arrive(Pending pending) {
        inFlight--;
        pending.partition().inFlight(-1);
        pending.lane().arrived();
    }

    /* Until getSettings tells, the longer of the old and the new delay rules. */
    private void settingsMayHaveChanged(OwnedLane lane, Command command) {
        if (command.delayMillis() > 0) {
            lane.pace().know(Math.max(command.delayMillis(), lane.pace().delayMillis()));
            inquiries.outdated(lane);
            inquiries.consider(lane);
            place(lane);
        }
    }

    private void learnt(OwnedLane lane) {
        if (lane.partition().mayCall()) {
            Departures.note(lane);
            place(lane);
            round();
        }
    }

    /** Lanes of that partition get no more turns. */
    void close(OwnedPartition partition) {
        partition.lanes().forEach(this::place);
    }

    /** Lanes of that partition get turns. */
    void open(OwnedPartition partition) {
        partition.lanes().forEach(this::place);
    }

    private void place(OwnedLane lane) {
        tally.active(lane.activity());
        if (lane.partition().mayCall()) {
            timeline.place(lane, inquiries.keptUntil(lane));
        } else {
            timeline.remove(lane);
        }
    }

    private static Answer unforeseen(Instance instance, Throwable failure) {
        LOG.error("A call of instance {} failed in an unforeseen way", instance.id(), failure);
        return new Answer.Unknown(0, "an unforeseen failure of metronome itself: " + failure.getClass());
    }
}
