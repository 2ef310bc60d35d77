package io.metronome.observe.admin;

import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceQuery.Cursor;
import io.metronome.dispatch.view.InstanceQuery.Sort;
import io.metronome.dispatch.view.InstanceView.Activity;
import io.metronome.observe.BadRequestException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the query of a list of instances, and writes it for the next page. */
public final class InstanceQueries {
    /** The names of the query. */
    public static final Set<String> PARAMETERS = Set.of("sort", "limit", "after", "held", "id", "state");

    private static final int USUAL_LIMIT = 100;
    private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,19})\\.(\\d{1,32})");
    private static final Pattern ID_PART = Pattern.compile("\\d{0,32}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private InstanceQueries() {}

    /**
     * Reads the query.
     *
     * @throws BadRequestException for a value that is not allowed
     */
    public static InstanceQuery read(Map<String, String> query) {
        return new InstanceQuery(
                sort(query.getOrDefault("sort", Sort.ID.label())),
                held(query.getOrDefault("held", "false")),
                limit(query.get("limit")),
                cursor(query.get("after")),
                idPart(query.getOrDefault("id", "")),
                state(query.get("state")));
    }

    /** The cursor as text. */
    public static String text(Cursor cursor) {
        return cursor.key() + "." + cursor.instance();
    }

    /** The path of the list for another worker. */
    static String path(InstanceQuery query) {
        String after = query.after() == null ? "" : "&after=" + text(query.after());
        String id = query.idPart().isEmpty() ? "" : "&id=" + query.idPart();
        String state = query.state() == null ? "" : "&state=" + query.state().label();
        return "/instances?sort=" + query.sort().label() + "&limit=" + query.limit() + "&held=" + query.heldOnly()
                + after + id + state;
    }

    private static Sort sort(String label) {
        return Arrays.stream(Sort.values())
                .filter(sort -> sort.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadRequestException("sort: allowed is "
                        + Arrays.stream(Sort.values()).map(Sort::label).collect(Collectors.joining(", "))));
    }

    private static String idPart(String digits) {
        if (!ID_PART.matcher(digits).matches()) {
            throw new BadRequestException("id: allowed are up to 32 digits, a part of the ids to show");
        }
        return digits;
    }

    private static @Nullable Activity state(@Nullable String label) {
        return label == null
                ? null
                : Arrays.stream(Activity.values())
                        .filter(state -> state.label().equals(label))
                        .findFirst()
                        .orElseThrow(() -> new BadRequestException("state: allowed is "
                                + Arrays.stream(Activity.values())
                                        .map(Activity::label)
                                        .collect(Collectors.joining(", "))));
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
