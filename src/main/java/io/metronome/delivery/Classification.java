package io.metronome.delivery;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides the meaning of the API's answer: a table whose first row that fits decides. Pure except for the calendar.
 * Never throws.
 */
final class Classification {
    private static final String COMMON = "GREEN-API docs, page CommonErrors";

    private final List<Row> rows;

    /**
     * A row of the table.
     *
     * @param source the document that states the fact
     * @param from the first status that the row is about, {@code to} the last
     */
    record Row(String source, int from, int to, Predicate<ApiResponse> fits, Function<ApiResponse, Answer> meaning) {
        boolean isAbout(ApiResponse heard) {
            return from <= heard.status() && heard.status() <= to && fits.test(heard);
        }
    }

    /** @param calendar for a {@code Retry-After} that is a date */
    Classification(InstantSource calendar) {
        List<Row> table = new ArrayList<>(List.of(
                row(COMMON + ": OPTIONS instead of the real verb", 204, refused("not understood as a call")),
                range("docs, page of each method: success is 200; HTTP: the others", 200, 299, Success::of),
                range("HTTP: not followed, a token is no luggage", 300, 399, refused("a redirect")),
                row(COMMON + "; Java SDK, GreenApiService", 400, says("validation failed"), refused("refused")),
                row(
                        "docs, page SendTextStatus",
                        403,
                        Classification::isWithoutStatusAccess,
                        Classification::forbidden)));
        // After validation, whose message may quote the command and so may contain any text.
        table.addAll(InstanceErrors.rows());
        table.addAll(List.of(
                row("HTTP: the server waited for the request and read none", 408, heard -> notRead(heard, calendar)),
                row(COMMON + ", page RateLimiter", 429, heard -> throttled(heard, calendar)),
                row(COMMON + ": our side hung up", 499, Classification::unknown),
                range(COMMON + ": all others", 400, 499, refused("refused")),
                row(COMMON, 500, says("exceeded max upload size"), refused("the file is too large")),
                row(COMMON + ", page SendContact", 500, says("entity too large"), refused("the request is too large")),
                range(COMMON + ": 500, 502; HTTP: the others", 500, 599, Classification::unknown)));
        rows = List.copyOf(table);
    }

    List<Row> rows() {
        return rows;
    }

    Answer of(ApiResponse heard) {
        if (!heard.isWhole() && !heard.isGood() && heard.status() != 408 && heard.status() != 429) {
            // The words that decide may be those that are missing.
            return unknown(heard);
        }
        for (Row row : rows) {
            if (row.isAbout(heard)) {
                return row.meaning().apply(heard);
            }
        }
        // Neither documented nor an HTTP error: nothing says whether the call was accepted.
        return unknown(heard);
    }

    private static Row row(String source, int status, Function<ApiResponse, Answer> meaning) {
        return range(source, status, status, meaning);
    }

    static Row range(String source, int from, int to, Function<ApiResponse, Answer> meaning) {
        return new Row(source, from, to, heard -> true, meaning);
    }

    private static Row row(
            String source, int status, Predicate<ApiResponse> fits, Function<ApiResponse, Answer> meaning) {
        return new Row(source, status, status, fits, meaning);
    }

    static Predicate<ApiResponse> says(String phrase) {
        return heard -> heard.says(phrase);
    }

    /**
     * Whether the instance has no access to statuses. A suspended instance answers 403 to these methods, too, and says
     * so.
     */
    private static boolean isWithoutStatusAccess(ApiResponse heard) {
        return heard.needsStatusAccess() && !heard.says("suspended");
    }

    private static Answer forbidden(ApiResponse heard) {
        return new Answer.Forbidden(heard.detail("no access to statuses"));
    }

    private static Function<ApiResponse, Answer> refused(String meaning) {
        return heard -> new Answer.Refused(heard.status(), heard.detail(meaning));
    }

    private static Answer throttled(ApiResponse heard, InstantSource calendar) {
        return new Answer.Again(429, heard.detail("too many requests"), Throttle.millis(heard, calendar), true);
    }

    private static Answer notRead(ApiResponse heard, InstantSource calendar) {
        RateLimit limit = RateLimit.told(heard.status(), heard::header, calendar);
        return new Answer.Again(408, heard.detail("the server read no request"), limit.afterMillis(), false);
    }

    private static Answer unknown(ApiResponse heard) {
        return new Answer.Unknown(heard.status(), heard.detail("HTTP " + heard.status()));
    }
}
