package io.metronome.observe;

import io.metronome.command.Method;
import io.metronome.command.shape.JsonDescription;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs events for operators. It names an instance whose calls fail at once, and then at most once a minute. It names at
 * most a hundred instances a minute, because the calls of all instances fail when the API is down.
 */
public final class EventLog implements DispatchListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_LINES = 100;
    private static final int MOST_KNOWN = 10_000;
    private static final int LONGEST_DETAIL = 300;

    private final LongSupplier now;
    private final Map<String, FailureCount> known = new LinkedHashMap<>();
    private long windowSince;
    private int lines;

    /** When an instance was last named, and how often its calls have failed since. */
    private static final class FailureCount {
        final long since;
        int more;

        FailureCount(long since) {
            this.since = since;
        }
    }

    /** @param now monotonic nanoseconds */
    public EventLog(LongSupplier now) {
        this.now = now;
        this.windowSince = now.getAsLong();
    }

    @Override
    public void restored(int partition, long durationNanos, int commands) {
        long millis = Duration.ofNanos(durationNanos).toMillis();
        LOG.info("Serving partition {}: {} commands wait on it, restored in {} ms", partition, commands, millis);
    }

    @Override
    public void answered(String instance, Method method, Answer answer, long durationNanos, @Nullable SpanIds span) {
        String failure = failure(answer);
        if (failure != null) {
            failed(instance, method, failure);
        }
    }

    private static @Nullable String failure(Answer answer) {
        String what = switch (CallOutcome.of(answer)) {
            case ACCEPTED -> null;
            case REFUSED -> "was refused";
            case RETRIED -> isWaiting(answer) ? null : "did not succeed";
            case UNKNOWN -> "has an unknown outcome";
        };
        String status = answer.status() == 0 ? ": " : " (" + answer.status() + "): ";
        return what == null ? null : what + status + JsonDescription.oneLine(answer.detail(), LONGEST_DETAIL);
    }

    /* A 429 is no failure, because waiting solves it. A call that was not made is no failure either. */
    private static boolean isWaiting(Answer answer) {
        return answer instanceof Answer.Withheld || (answer instanceof Answer.Again again && again.throttled());
    }

    private void failed(String instance, Method method, String failure) {
        long at = now.getAsLong();
        FailureCount before = known.get(instance);
        if (before != null && at - before.since < MINUTE) {
            before.more++;
        } else if (hasRoom(at)) {
            String more =
                    before == null || before.more == 0 ? "" : "; " + before.more + " more since it was last named";
            LOG.warn("Instance {}: a {} {}{}", instance, method.name(), failure, more);
            remember(instance, at);
        }
    }

    private boolean hasRoom(long at) {
        if (at - windowSince >= MINUTE) {
            windowSince = at;
            lines = 0;
        }
        lines++;
        if (lines == MOST_LINES + 1) {
            LOG.warn("Calls of more than {} instances fail; those beyond are not named this minute", MOST_LINES);
        }
        return lines <= MOST_LINES;
    }

    private void remember(String instance, long at) {
        known.remove(instance);
        known.put(instance, new FailureCount(at));
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
