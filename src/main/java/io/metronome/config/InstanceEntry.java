package io.metronome.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an instances file, or its defaults, before the values are checked.
 *
 * @param index its place in the list, 0 and up; below 0 for the defaults
 * @param texts the values as the file has them, with references to variables
 * @param maps the values that are maps; an element of a list in them is behind a comma
 */
record InstanceEntry(int index, int line, Map<Field, String> texts, Map<Field, Map<String, String>> maps) {
    private static final int LONGEST_ID = 32;

    /** The keys of an entry. */
    enum Field {
        ID(false),
        TOKEN(false),
        API_URL(true),
        MESSENGER(true),
        DELAY(true),
        JITTER(true),
        HOURS(true, HoursReader.ALLOWED),
        PER_DAY(true),
        RAMP(true, RampReader.ALLOWED);

        private final boolean hasDefault;
        private final @Nullable String allowedMap;

        Field(boolean hasDefault) {
            this.hasDefault = hasDefault;
            this.allowedMap = null;
        }

        Field(boolean hasDefault, String allowedMap) {
            this.hasDefault = hasDefault;
            this.allowedMap = allowedMap;
        }

        /** The allowed values, where they are maps; null where they are texts. */
        @Nullable
        String allowedMap() {
            return allowedMap;
        }

        boolean hasDefault() {
            return hasDefault;
        }

        /** The name in the file. */
        String spelling() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** An entry without anything in it. */
    static InstanceEntry blank(int index, int line) {
        return new InstanceEntry(index, line, new EnumMap<>(Field.class), new EnumMap<>(Field.class));
    }

    @Nullable
    String text(Field field) {
        return texts.get(field);
    }

    /** The name of the entry in messages, such as {@code instances[3] (1101000001)}. */
    String name() {
        String id = Objects.requireNonNullElse(text(Field.ID), "");
        return index < 0 ? "defaults" : "instances[" + index + "]" + (isShown(id) ? " (" + id + ")" : "");
    }

    /* A missing quote makes the entry's other texts a part of its id. */
    private static boolean isShown(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && Shown.isKey(id);
    }
}
