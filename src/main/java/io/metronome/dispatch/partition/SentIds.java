package io.metronome.dispatch.partition;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.command.Command;
import io.metronome.command.Fnv1a;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * Which command ids must not be sent again: those that are pending, and those that were sent within the idempotency
 * window. Ids that were sent are kept as 64-bit hashes in primitive maps, one for each minute or less. Pure; touched on the
 * dispatcher's thread only.
 */
public final class SentIds {
    /** The value in place of a hash: the producer gave no id. */
    public static final long NONE = 0;

    private static final long FREE = -1;

    private final long windowMillis;
    private final long spanMillis;
    private final PendingIds pending = new PendingIds();
    private final Deque<Span> spans = new ArrayDeque<>();
    private long spanBytes;

    SentIds(long windowMillis) {
        this.windowMillis = windowMillis;
        this.spanMillis = Math.clamp(windowMillis / 10, 1, MINUTES.toMillis(1));
    }

    /** The hash of the id that the producer gave, or {@link #NONE}. */
    public static long hash(Command command) {
        return command.ownId() ? hash(command.instance(), command.id()) : NONE;
    }

    /** FNV-1a with a final mix; among the six million ids of a busy window two agree with a chance of one in a million. */
    public static long hash(String instance, String commandId) {
        // A step of nothing keeps the two texts apart.
        long hash = Fnv1a.with(Fnv1a.with(Fnv1a.with(Fnv1a.BASIS, instance), 0), commandId);
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == NONE ? 1 : hash;
    }

    /** The offset of the command that has the id; empty when the id is free. */
    public OptionalLong find(long hash, long nowMillis) {
        TrackedCommand waiting = pending.find(hash);
        if (waiting != null) {
            return OptionalLong.of(waiting.offset());
        }
        forget(nowMillis);
        long offset = FREE;
        for (Span span : spans) {
            offset = Math.max(offset, span.ids.get(hash, FREE));
        }
        return offset == FREE ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** The command has an id, and has not ended. */
    public void pending(TrackedCommand command) {
        pending.put(command);
    }

    /** The command ended without a call: its id may come again. */
    public void free(long hash) {
        pending.remove(hash);
    }

    /** The command was sent, or may have been. */
    public void sent(long hash, long offset, long atMillis) {
        pending.remove(hash);
        Span last = spans.peekLast();
        if (last == null || atMillis >= last.until) {
            last = new Span(atMillis + spanMillis);
            spans.addLast(last);
            spanBytes += last.ids.bytes();
        }
        spanBytes -= last.ids.bytes();
        last.ids.put(hash, offset);
        spanBytes += last.ids.bytes();
    }

    /** Ids that were sent under a former owner. */
    public void restored(long[] hashesAndOffsets, long atMillis) {
        for (int i = 0; i + 1 < hashesAndOffsets.length; i += 2) {
            sent(hashesAndOffsets[i], hashesAndOffsets[i + 1], atMillis);
        }
    }

    /** Bytes of heap that all ids cost now. Ids that are older than the window are forgotten. */
    long bytes(long nowMillis) {
        forget(nowMillis);
        return pending.bytes() + spanBytes;
    }

    private void forget(long nowMillis) {
        Span first = spans.peekFirst();
        while (first != null && first.until + windowMillis < nowMillis) {
            spans.removeFirst();
            spanBytes -= first.ids.bytes();
            first = spans.peekFirst();
        }
    }

    private static final class Span {
        final long until;
        final LongMap ids = new LongMap();

        Span(long until) {
            this.until = until;
        }
    }
}
