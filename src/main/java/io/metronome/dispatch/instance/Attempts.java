package io.metronome.dispatch.instance;

import io.metronome.command.HeapBytes;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.partition.RecordEnd;
import io.metronome.pacing.Pace;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one command so far, what is known of them, and how it ended. Most commands wait without any, and share
 * {@link #NONE}: so a caller that notes something keeps the object that the method returns.
 */
public final class Attempts {
    /** No call was made. Nothing in it ever changes. */
    static final Attempts NONE = new Attempts();

    /* Without the API's answer: it belongs to the outcome. */
    private static final Answer ACCEPTED = new Answer.Accepted(null, null);
    private static final int ANSWER = HeapBytes.ofFields(17);
    private static final int OBJECT = HeapBytes.ofFields(42);

    private int made;
    private int failures;
    private long retryAtMillis;
    private boolean unknown;
    private boolean accepted;
    private @Nullable Answer last;
    private long retryAt = Pace.NEVER;
    private @Nullable AcceptedSettings acceptedSettings;
    private @Nullable RecordEnd end;
    private int outcomeBytes;

    /** Calls that were made. */
    public int made() {
        return made;
    }

    /** Calls that count against the limit. */
    public int failures() {
        return failures;
    }

    /** The earliest moment of the next call, milliseconds since the epoch; 0 when there is none. */
    long retryAtMillis() {
        return retryAtMillis;
    }

    /** Whether the outcome of a call is unknown. */
    public boolean isUnknown() {
        return unknown;
    }

    /** The last answer to a call that counts; null when there was none, or a former owner had it. */
    @Nullable
    Answer last() {
        return last;
    }

    /** Bytes of heap that they cost, with the last answer. */
    int heapBytes() {
        return this == NONE ? 0 : OBJECT + (last == null ? 0 : ANSWER + HeapBytes.of(last.detail()));
    }

    /** The command ends like this. The last answer is forgotten. */
    Attempts ended(RecordEnd how) {
        Attempts own = own();
        own.end = how;
        own.last = null;
        return own;
    }

    /** How it ended; null while it has not, and when its replies are made. */
    @Nullable
    RecordEnd end() {
        return end;
    }

    /** The replies are made: nothing of the end is needed any more. */
    Attempts told() {
        Attempts own = own();
        own.end = null;
        own.acceptedSettings = null;
        return own;
    }

    /** The API's answer to a setSettings that getSettings does not show yet; null for all others. */
    @Nullable
    AcceptedSettings acceptedSettings() {
        return acceptedSettings;
    }

    /** Bytes of heap that count for them and for the end. */
    int outcomeBytes() {
        return outcomeBytes;
    }

    /** They count that many bytes from now on. */
    Attempts counting(int bytes) {
        Attempts own = own();
        own.outcomeBytes = bytes;
        return own;
    }

    /** Whether the API has the command, or may have it. */
    public boolean mayHaveBeenSent() {
        return accepted || unknown;
    }

    /**
     * Notes what became of a call.
     *
     * @param spared whether a failure is not the command's, and does not count against the limit
     */
    Attempts answered(Answer answer, boolean spared) {
        Attempts own = own();
        own.note(answer, spared);
        return own;
    }

    private Attempts own() {
        return this == NONE ? new Attempts() : this;
    }

    private void note(Answer answer, boolean spared) {
        last = kept(answer);
        switch (answer) {
            case Answer.Withheld withheld -> {}
            case Answer.Accepted taken -> {
                made++;
                accepted = true;
            }
            case Answer.Refused refused -> made++;
            case Answer.Held held -> made++;
            case Answer.Forbidden forbidden -> made++;
            case Answer.Again again -> {
                made++;
                failures += again.throttled() || spared ? 0 : 1;
            }
            case Answer.Unknown lost -> {
                made++;
                failures += spared ? 0 : 1;
                unknown = true;
            }
        }
    }

    private @Nullable Answer kept(Answer answer) {
        if (answer instanceof Answer.Withheld) {
            return last;
        }
        return answer instanceof Answer.Accepted ? ACCEPTED : answer;
    }

    /** Notes that the API has accepted the command. */
    Attempts accepted(AcceptedSettings settings) {
        Attempts own = own();
        own.accepted = true;
        own.acceptedSettings = settings;
        return own;
    }

    /** Takes over the counts of a former owner's calls. */
    Attempts restored(int madeSoFar, int failuresSoFar, boolean anyUnknown) {
        if (madeSoFar == 0 && failuresSoFar == 0 && !anyUnknown) {
            return this;
        }
        Attempts own = own();
        own.made = madeSoFar;
        own.failures = failuresSoFar;
        own.unknown = anyUnknown;
        return own;
    }

    /** The earliest moment of the next call, monotonic nanoseconds; {@link Pace#NEVER} when there is none. */
    long retryAt() {
        return retryAt;
    }

    /** Sets the earliest moment of the next call, in monotonic nanoseconds and in milliseconds since the epoch. */
    Attempts retryAt(long nanos, long millis) {
        Attempts own = own();
        own.retryAt = nanos;
        own.retryAtMillis = millis;
        return own;
    }
}
