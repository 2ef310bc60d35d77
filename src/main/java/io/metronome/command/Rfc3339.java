package io.metronome.command;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Parses RFC 3339 times: {@code 2026-11-21T10:00:00Z}, with an optional fraction of a second, and an offset such as
 * {@code +03:00} in place of the Z. {@code java.time} is much slower and accepts more.
 */
public final class Rfc3339 {
    /** The result for a text that is not a time. */
    public static final long NOT_A_TIME = Long.MIN_VALUE;

    private static final long MINUTE = 60;
    private static final long DAY = 86_400;
    private static final int FRACTION = 19;

    private Rfc3339() {}

    /**
     * Milliseconds since the epoch, or {@link #NOT_A_TIME}.
     *
     * @param up whether a part of a millisecond counts as a whole one, or as none
     */
    public static long millis(String text, boolean up) {
        if (text.length() < FRACTION + 1 || !hasSeparators(text)) {
            return NOT_A_TIME;
        }
        int zone = endOfFraction(text);
        long seconds = secondsOf(text);
        long offset = zone < 0 ? NOT_A_TIME : offsetSeconds(text, zone);
        if (seconds == NOT_A_TIME || offset == NOT_A_TIME) {
            return NOT_A_TIME;
        }
        return (seconds - offset) * 1000 + fractionMillis(text, zone, up);
    }

    private static boolean hasSeparators(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.charAt(10) == 'T' || text.charAt(10) == 't')
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static long secondsOf(String text) {
        int year = number(text, 0, 4, 0, 9999);
        int month = number(text, 5, 2, 1, 12);
        if (year < 0 || month < 0) {
            return NOT_A_TIME;
        }
        int day = number(text, 8, 2, 1, YearMonth.of(year, month).lengthOfMonth());
        int hour = number(text, 11, 2, 0, 23);
        int minute = number(text, 14, 2, 0, 59);
        // 60 is a leap second; it is read as the first second of the next minute.
        int second = number(text, 17, 2, 0, 60);
        if ((day | hour | minute | second) < 0) {
            return NOT_A_TIME;
        }
        return LocalDate.of(year, month, day).toEpochDay() * DAY + (hour * MINUTE + minute) * MINUTE + second;
    }

    /* The index of the zone, or -1 when the fraction is a point without digits. */
    private static int endOfFraction(String text) {
        if (text.charAt(FRACTION) != '.') {
            return FRACTION;
        }
        int end = FRACTION + 1;
        while (end < text.length() && Digits.are(text, end, end + 1)) {
            end++;
        }
        return end == FRACTION + 1 ? -1 : end;
    }

    private static int fractionMillis(String text, int end, boolean up) {
        int millis = 0;
        for (int i = FRACTION + 1; i <= FRACTION + 3; i++) {
            millis = millis * 10 + (i < end ? text.charAt(i) - '0' : 0);
        }
        boolean rest = false;
        for (int i = FRACTION + 4; i < end; i++) {
            rest |= text.charAt(i) != '0';
        }
        return up && rest ? millis + 1 : millis;
    }

    private static long offsetSeconds(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if (left != 6 || (text.charAt(at) != '+' && text.charAt(at) != '-') || text.charAt(at + 3) != ':') {
            return NOT_A_TIME;
        }
        int hours = number(text, at + 1, 2, 0, 23);
        int minutes = number(text, at + 4, 2, 0, 59);
        if ((hours | minutes) < 0) {
            return NOT_A_TIME;
        }
        long seconds = (hours * MINUTE + minutes) * MINUTE;
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    /* The number at that place, or -1 when there are no digits or it is out of range. */
    private static int number(String text, int at, int digits, int min, int max) {
        int number = 0;
        if (!Digits.are(text, at, at + digits)) {
            return -1;
        }
        for (int i = at; i < at + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number < min || number > max ? -1 : number;
    }
}
