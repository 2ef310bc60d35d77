package io.metronome.emulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The outgoing queue of an instance (GREEN-API docs, page send-messages-delay). First in, first out. Between two
 * messages there are the delay and the typing time of the first; after an idle time the next message leaves at once.
 * The queue is held while the instance is not authorized, and drops messages after 24 h. It has no timer: each call
 * first computes what has happened since the last one.
 */
final class Outbox {
    /** The number of departures that are kept. */
    static final int JOURNAL = 1_000;

    private static final long KEPT = TimeUnit.HOURS.toNanos(24);

    private final Deque<Queued> waiting = new ArrayDeque<>();
    private final Deque<QueueDeparture> journal = new ArrayDeque<>();
    private long delay;
    private boolean held;
    private long opened;
    private boolean used;
    private long lastLeft;
    private long lastTyping;
    private long left;
    private long dropped;

    Outbox(long delayNanos, Moment now) {
        this.delay = delayNanos;
        this.opened = now.nanos();
    }

    /** A message in the queue. */
    record Queued(String idMessage, ApiMethod method, byte[] body, long typingNanos, Moment since) {
        Queued withText(String text) {
            return new Queued(idMessage, method, Json.withText(body, text), typingNanos, since);
        }
    }

    void add(Queued message) {
        waiting.add(message);
        settle(message.since());
    }

    /** Removes the messages that have left by this moment, and those that have waited too long. */
    void settle(Moment now) {
        for (Queued head = waiting.peek(); head != null; head = waiting.peek()) {
            long due = due(head);
            boolean stuck = held || due - head.since().nanos() > KEPT;
            if (stuck && now.nanos() - head.since().nanos() > KEPT) {
                dropped++;
            } else if (!stuck && due - now.nanos() <= 0) {
                leave(head, due, now);
            } else {
                return;
            }
            waiting.remove();
        }
    }

    private long due(Queued head) {
        long earliest = later(head.since().nanos(), opened);
        return used ? later(earliest, lastLeft + delay + lastTyping) : earliest;
    }

    private void leave(Queued message, long due, Moment now) {
        used = true;
        lastLeft = due;
        lastTyping = message.typingNanos();
        left++;
        if (journal.size() == JOURNAL) {
            journal.remove();
        }
        journal.add(new QueueDeparture(
                message.idMessage(), message.method().name(), due, now.calendarAt(due), message.body()));
    }

    void pace(long delayNanos, Moment now) {
        settle(now);
        delay = delayNanos;
    }

    void hold(Moment now) {
        settle(now);
        held = true;
    }

    void release(Moment now) {
        settle(now);
        if (held) {
            held = false;
            opened = now.nanos();
        }
    }

    void clear() {
        waiting.clear();
    }

    /** Removes a message from the queue or from the journal, and returns true if there was one. */
    boolean forget(String idMessage) {
        Predicate<String> same = idMessage::equals;
        boolean waited = waiting.removeIf(message -> same.test(message.idMessage()));
        return journal.removeIf(message -> same.test(message.idMessage())) || waited;
    }

    /** Changes the text of a message in the queue or in the journal, where there is one. */
    void edit(String idMessage, String text) {
        replace(waiting, message -> message.idMessage().equals(idMessage) ? message.withText(text) : message);
        replace(journal, message -> message.idMessage().equals(idMessage) ? message.withText(text) : message);
    }

    private static <T> void replace(Deque<T> messages, UnaryOperator<T> change) {
        List<T> changed = messages.stream().map(change).toList();
        messages.clear();
        messages.addAll(changed);
    }

    List<Queued> waiting() {
        return List.copyOf(waiting);
    }

    int size() {
        return waiting.size();
    }

    List<QueueDeparture> journal() {
        return new ArrayList<>(journal);
    }

    long left() {
        return left;
    }

    long dropped() {
        return dropped;
    }

    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
