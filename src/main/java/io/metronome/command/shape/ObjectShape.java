package io.metronome.command.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A JSON object with known fields. */
public final class ObjectShape implements Shape {
    private static final int MOST_FIELDS = 63;
    private static final long PASSED_UNKNOWN = 1L << MOST_FIELDS;
    private static final long ANY = -1L;

    private final List<NamedField> fields;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final long wanted;
    private final List<String> wantedNames;
    private final @Nullable FieldByWord byWord;

    private ObjectShape(List<NamedField> fields, long wanted, List<String> wantedNames, @Nullable FieldByWord byWord) {
        this.fields = fields;
        this.wanted = wanted;
        this.wantedNames = wantedNames;
        this.byWord = byWord;
        for (NamedField field : fields) {
            places.put(field.name(), places.size());
        }
        if (places.size() < fields.size() || fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("an object's fields must differ, and be at most " + MOST_FIELDS);
        }
    }

    /** An object of these fields, at most 63. */
    public static ObjectShape of(NamedField... fields) {
        return new ObjectShape(List.of(fields), 0, List.of(), null);
    }

    /** A copy that needs at least one of these fields. */
    public ObjectShape withOneOf(String... names) {
        long mask = 0;
        for (String name : names) {
            mask |= 1L << place(name);
        }
        return new ObjectShape(fields, mask, List.of(names), byWord);
    }

    /** A copy that needs at least one field, of whatever name. */
    public ObjectShape withAnyField() {
        return new ObjectShape(fields, ANY, names(), byWord);
    }

    /**
     * A copy in which the word in one field says which other field must be there, and which must not.
     *
     * @param field a required field of the shape {@link StringEnum}
     * @param needed the field that each of its words needs
     */
    public ObjectShape withFieldBy(String field, Map<String, String> needed) {
        needed.values().forEach(this::place);
        return new ObjectShape(fields, wanted, wantedNames, new FieldByWord(field, place(field), needed));
    }

    /** The rule that one field's word says which other field must be there; null when there is none. */
    public @Nullable FieldByWord fieldByWord() {
        return byWord;
    }

    /**
     * One field's word says which other field must be there.
     *
     * @param field the field with the word
     * @param place its place in the object
     * @param needed the field that each word needs; the others of them must not be there
     */
    public record FieldByWord(String field, int place, Map<String, String> needed) {
        public FieldByWord {
            needed = Collections.unmodifiableMap(new TreeMap<>(needed));
        }
    }

    /** The known fields, in the order of the documentation. */
    public List<NamedField> fields() {
        return fields;
    }

    /** The fields of which at least one must be present; empty if there is no such rule. */
    public List<String> atLeastOneOf() {
        return wantedNames;
    }

    /** Returns true if any single field is enough, so that only an object without fields is refused. */
    public boolean wantsAnyField() {
        return wanted == ANY;
    }

    @Override
    public boolean read(JsonParser json, ValidationErrors errors) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return errors.refuse(json, allowed(), JsonDescription.in(json));
        }
        long seen = 0;
        boolean good = true;
        String word = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            Integer place = places.get(name);
            if (place == null) {
                good &= passUnknown(json, errors);
                seen |= PASSED_UNKNOWN;
            } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                good &= fields.get(place).shape().read(json, errors);
                seen |= 1L << place;
                word = byWord != null && byWord.place() == place ? json.getString() : word;
            }
        }
        boolean complete = isComplete(seen, json, errors);
        return followsWord(word, seen, json, errors) && complete && good;
    }

    private boolean followsWord(@Nullable String word, long seen, JsonParser json, ValidationErrors errors) {
        FieldByWord rule = byWord;
        String needed = rule == null || word == null ? null : rule.needed().get(word);
        if (rule == null || needed == null) {
            return true;
        }
        boolean good = true;
        for (String each : rule.needed().values()) {
            boolean isThere = (seen & 1L << place(each)) != 0;
            if (isThere != each.equals(needed)) {
                errors.add(errors.path(json, each), wrong(each, isThere, rule.field() + " is " + word));
                good = false;
            }
        }
        return good;
    }

    private String wrong(String field, boolean isThere, String where) {
        return isThere
                ? "must not be there where " + where
                : "missing where " + where + ", must be "
                        + fields.get(place(field)).shape().allowed();
    }

    private boolean passUnknown(JsonParser json, ValidationErrors errors) {
        if (!errors.unknownFieldsPass()) {
            errors.add(errors.path(json), "unknown field, allowed are " + joined());
        }
        json.skipChildren();
        return errors.unknownFieldsPass();
    }

    private boolean isComplete(long seen, JsonParser json, ValidationErrors errors) {
        boolean complete = true;
        for (int place = 0; place < fields.size(); place++) {
            NamedField field = fields.get(place);
            if (field.required() && (seen & 1L << place) == 0) {
                errors.add(
                        errors.path(json, field.name()),
                        "missing, must be " + field.shape().allowed());
                complete = false;
            }
        }
        if (wanted != 0 && (seen & wanted) == 0) {
            errors.add(errors.path(json), "needs at least one of " + String.join(", ", wantedNames));
            complete = false;
        }
        return complete;
    }

    private int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no such field: " + name);
        }
        return place;
    }

    private List<String> names() {
        return fields.stream().map(NamedField::name).toList();
    }

    private String joined() {
        return String.join(", ", names());
    }

    @Override
    public String allowed() {
        return "an object of " + joined();
    }
}
