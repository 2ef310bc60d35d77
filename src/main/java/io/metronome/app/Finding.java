package io.metronome.app;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that {@code metronome doctor} has looked at.
 *
 * @param about what was looked at, in a word or two
 * @param text what was found
 * @param mend what to do about it; empty where there is nothing to do
 */
record Finding(Severity severity, String about, String text, String mend) {
    private static final String MEND = "; mend it with: ";
    private static final LogRedaction REDACTION = LogRedaction.ofText();

    /** How bad a finding is. */
    enum Severity {
        OK,
        /** Commands are sent, but not all of them, or not for long. */
        WARNING,
        /** A worker could not do its work. */
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No secret gets into a finding, whoever wrote its text. */
    Finding {
        text = REDACTION.apply(text);
        mend = REDACTION.apply(mend);
    }

    static Finding ok(String about, String text) {
        return new Finding(Severity.OK, about, text, "");
    }

    static Finding warning(String about, String text, String mend) {
        return new Finding(Severity.WARNING, about, text, mend);
    }

    static Finding failed(String about, String text, String mend) {
        return new Finding(Severity.FAILED, about, text, mend);
    }

    /** A problem in one line, which may say at its end how to mend it. */
    static Finding problem(String about, String line) {
        int end = line.indexOf(MEND);
        return end < 0
                ? failed(about, line, "")
                : failed(about, line.substring(0, end), line.substring(end + MEND.length()));
    }

    /** For people. */
    String line() {
        String whole = "%-8s %-9s %s".formatted(severity, about, text);
        return mend.isEmpty() ? whole : whole + MEND + mend;
    }

    /** For machines. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", severity.toString());
        fields.put("about", about);
        fields.put("text", text);
        if (!mend.isEmpty()) {
            fields.put("mend", mend);
        }
        return fields;
    }
}
