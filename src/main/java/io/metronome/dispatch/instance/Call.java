package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Instance;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Progress;
import io.metronome.delivery.RateLimit;
import io.metronome.dispatch.loop.Tracing;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import io.metronome.dispatch.partition.Announcement;
import io.metronome.pacing.Pace;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One call under way: which command, since when it was due, and when its request was written. */
public final class Call implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);

    private final PendingCommand pending;
    private final CommandBody body;
    private final long dueAt;
    private final long startedAt;
    private final long announcedUntil;
    private final long closesAt;
    /** Set on an event loop before the answer is handed over, which makes it visible to the dispatcher. */
    private volatile long writtenAt = Pace.NEVER;

    private volatile @Nullable RateLimit limit;
    private @Nullable SpanIds span;

    public Call(PendingCommand pending, CommandBody body, long dueAt, long startedAt) {
        this.pending = pending;
        this.body = body;
        this.dueAt = dueAt;
        this.startedAt = startedAt;
        this.announcedUntil = until(pending);
        this.closesAt = pending.lane().rules().closesAt(pending);
    }

    private static long until(PendingCommand pending) {
        Announcement<PendingCommand> announcement = pending.lane().announcement();
        return announcement != null && announcement.command() == pending ? announcement.until() : Pace.FAR;
    }

    public PendingCommand pending() {
        return pending;
    }

    CommandRecord commandRecord() {
        return body.commandRecord();
    }

    public Command command() {
        return body.command();
    }

    /** The earliest moment that the instance's pace allowed, monotonic nanoseconds. */
    public long dueAt() {
        return dueAt;
    }

    public long startedAt() {
        return startedAt;
    }

    /** The call must not start later than that; {@link Pace#FAR} where it need not be announced. */
    long announcedUntil() {
        return announcedUntil;
    }

    /** Its request is written before that or not at all, milliseconds since the epoch. */
    long closesAt() {
        return closesAt;
    }

    /** When the last byte of the request was handed to the socket; {@link Pace#NEVER} if it was not. */
    public long writtenAt() {
        return writtenAt;
    }

    public boolean wasWritten() {
        return writtenAt != Pace.NEVER;
    }

    @Override
    public void written(long nanos) {
        writtenAt = nanos;
    }

    @Override
    public void limited(RateLimit told) {
        limit = told;
    }

    /** The method's rate limit as the answer told it, or null. */
    @Nullable
    RateLimit limit() {
        return limit;
    }

    public ByteBuffer requestBody() {
        return body.requestBody();
    }

    /** The answer, traced on its way. An unforeseen exception is an answer, too; an {@link Error} is not. */
    public Mono<Answer> followed(Tracing tracing, Instance instance, Mono<Answer> answer) {
        return tracing.around(
                        tracing.equals(Tracing.PASSING) ? answer : noting(answer),
                        instance,
                        commandRecord(),
                        command(),
                        pending.receivedAt(),
                        pending.attempts().made())
                .onErrorResume(Exception.class, failure -> Mono.just(unforeseen(failure)));
    }

    /* Subscribed to on the dispatcher's thread. */
    private Mono<Answer> noting(Mono<Answer> answer) {
        return Mono.deferContextual(context -> {
            span = context.getOrDefault(Tracing.SPAN, null);
            return answer;
        });
    }

    /** The span of the call; null when it has none that is sampled. */
    public @Nullable SpanIds span() {
        return span;
    }

    /* A failure that the port promised not to have: what became of the request cannot be known. */
    private Answer unforeseen(Exception failure) {
        LOG.error(
                "A call of instance {} failed in an unforeseen way",
                pending.lane().instance(),
                failure);
        return new Answer.Unknown(0, "an unforeseen failure of metronome itself: " + failure.getClass());
    }
}
