package io.metronome.observe.admin;

import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceQuery.Cursor;
import io.metronome.dispatch.view.InstanceQuery.Sort;
import io.metronome.observe.BadRequestException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the query of a list of instances, and writes it for the next page. */
final class InstanceQueries {
    static final Set<String> PARAMETERS = Set.of("sort", "limit", "after", "held");

    private static final int USUAL_LIMIT = 100;
    private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,19})\\.(\\d{1,32})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private InstanceQueries() {}

    static InstanceQuery read(Map<String, String> query) {
        return new InstanceQuery(
                sort(query.getOrDefault("sort", Sort.ID.label())),
                held(query.getOrDefault("held", "false")),
                limit(query.get("limit")),
                cursor(query.get("after")));
    }

    /** The cursor as text. */
    static String text(Cursor cursor) {
        return cursor.key() + "." + cursor.instance();
    }

    /** The path of the list for another worker. */
    static String path(InstanceQuery query) {
        String after = query.after() == null ? "" : "&after=" + text(query.after());
        return "/instances?sort=" + query.sort().label() + "&limit=" + query.limit() + "&held=" + query.heldOnly()
                + after;
    }

    private static Sort sort(String label) {
        return Arrays.stream(Sort.values())
                .filter(sort -> sort.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadRequestException("sort: allowed is "
                        + Arrays.stream(Sort.values()).map(Sort::label).collect(Collectors.joining(", "))));
    }

    private static boolean held(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new BadRequestException("held: allowed is true or false");
        }
        return text.equals("true");
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_LIMIT;
        }
        int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > InstanceQuery.MOST) {
            throw new BadRequestException("limit: allowed is a whole number from 1 to " + InstanceQuery.MOST);
        }
        return limit;
    }

    private static @Nullable Cursor cursor(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher cursor = CURSOR.matcher(text);
        if (cursor.matches()) {
            try {
                return new Cursor(Long.parseLong(cursor.group(1)), cursor.group(2));
            } catch (NumberFormatException tooLong) {
                throw noCursor();
            }
        }
        throw noCursor();
    }

    private static BadRequestException noCursor() {
        return new BadRequestException("after: allowed is the value of next from the page before");
    }
}
