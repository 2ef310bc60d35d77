package io.metronome.command.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private ObjectShape(List<NamedField> fields, long wanted, List<String> wantedNames) {
        this.fields = fields;
        this.wanted = wanted;
        this.wantedNames = wantedNames;
        for (NamedField field : fields) {
            places.put(field.name(), places.size());
        }
        if (places.size() < fields.size() || fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("an object's fields must differ, and be at most " + MOST_FIELDS);
        }
    }

    /** An object of these fields, at most 63. */
    public static ObjectShape of(NamedField... fields) {
        return new ObjectShape(List.of(fields), 0, List.of());
    }

    /** A copy that needs at least one of these fields. */
    public ObjectShape withOneOf(String... names) {
        long mask = 0;
        for (String name : names) {
            mask |= 1L << place(name);
        }
        return new ObjectShape(fields, mask, List.of(names));
    }

    /** A copy that needs at least one field, of whatever name. */
    public ObjectShape withAnyField() {
        return new ObjectShape(fields, ANY, names());
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
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            Integer place = places.get(name);
            if (place == null) {
                good &= passUnknown(json, errors);
                seen |= PASSED_UNKNOWN;
            } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                good &= fields.get(place).shape().read(json, errors);
                seen |= 1L << place;
            }
        }
        return isComplete(seen, json, errors) && good;
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
