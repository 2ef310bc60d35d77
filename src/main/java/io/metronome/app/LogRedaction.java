package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * Removes secrets from a line that is about to be written, as the last step before the bytes leave. GREEN-API's token
 * is a segment of every URL and of its error bodies, so message, arguments and stack traces may all contain one.
 */
final class LogRedaction {
    /** The replacement of a token. */
    static final String DOTS = "••••";

    /* A slash may be escaped once or more, as in JSON text inside JSON, or percent-encoded. */
    private static final String SLASH = "(?:\\\\*/|%2[Ff])";

    private static final Pattern TOKEN =
            Pattern.compile("(waInstance\\d+" + SLASH + "[A-Za-z]+" + SLASH + ")[^/\\s\"'?#\\\\]+");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer )[^\\s\"'\\\\]+");

    /* Netty's dump cuts the URL into rows of 16 bytes. No part of a row can be told from a token, so no row is kept. */
    private static final String ROW = "(\\|[0-9a-f]{8}\\|)(?: [0-9a-f]{2}| {3}){16}";
    private static final Pattern DUMP_IN_TEXT = Pattern.compile(ROW + "[^\\r\\n]*");
    private static final Pattern DUMP_IN_JSON = Pattern.compile(ROW + "(?:[^\"\\\\]|\\\\[^nr])*");

    private final Pattern dump;

    private LogRedaction(Pattern dump) {
        this.dump = dump;
    }

    /** For lines in which a line break is a line break. */
    static LogRedaction ofText() {
        return new LogRedaction(DUMP_IN_TEXT);
    }

    /** For JSON, in which a line break is an escape. */
    static LogRedaction ofJson() {
        return new LogRedaction(DUMP_IN_JSON);
    }

    /** The line without its secrets. */
    String apply(String line) {
        String clean = TOKEN.matcher(line).replaceAll("$1" + DOTS);
        clean = clean.indexOf('|') < 0 ? clean : dump.matcher(clean).replaceAll("$1 " + DOTS);
        return BEARER.matcher(clean).replaceAll("$1" + DOTS);
    }

    byte[] apply(byte[] line) {
        return apply(new String(line, UTF_8)).getBytes(UTF_8);
    }
}
