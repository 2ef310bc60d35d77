package io.metronome.app;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * How many records a second may be written.
 *
 * @param perSecond 1 and up
 */
record Rate(int perSecond) {
    /** Practically no limit. */
    static final Rate UNLIMITED = new Rate(Integer.MAX_VALUE);

    private static final Pattern FORMAT = Pattern.compile("([1-9]\\d{0,8})(/s)?");

    static Rate of(String text) {
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException('"' + text + "\" is no rate such as 50/s");
        }
        return new Rate(Integer.parseInt(matcher.group(1)));
    }

    /** How long after the start the next record may be written, in nanoseconds. */
    long nanosUntil(long written) {
        return written * SECONDS.toNanos(1) / perSecond;
    }

    /** Waits until so many records may have been written since the start. */
    void await(long startNanos, long written) {
        long left = startNanos + nanosUntil(written) - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = startNanos + nanosUntil(written) - System.nanoTime();
        }
    }
}
