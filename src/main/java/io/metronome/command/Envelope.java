package io.metronome.command;

import io.metronome.command.shape.JsonDescription;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.ValidationErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of a command, read in one pass over the record's value, in any order. A field that is absent,
 * {@code null} or wrong keeps its default; each wrong one is added to the validation errors.
 */
final class Envelope {
    /** The names of all fields of a command. */
    static final List<String> FIELDS =
            List.of("commandId", "idInstance", "method", "body", "priority", "notBefore", "expiresAt", "onUnknown");

    private static final StringField COMMAND_ID = StringField.of(1, 128);
    private static final StringEnum PRIORITY = StringEnum.of("high", "normal", "bulk");
    private static final StringEnum ON_UNKNOWN = StringEnum.of("resend", "report");
    private static final String TIME = "an RFC 3339 time such as 2026-11-21T10:00:00Z";

    @Nullable
    String commandId;

    @Nullable
    String instance;

    @Nullable
    String method;

    int bodyStart;
    int bodyLength;
    Priority priority = Priority.NORMAL;
    long notBefore = Long.MIN_VALUE;
    long expiresAt = Long.MAX_VALUE;
    OnUnknown onUnknown;

    private final ValidationErrors errors;
    private boolean instanceNamed;
    private boolean methodNamed;
    private boolean bodyNamed;

    Envelope(OnUnknown onUnknown, ValidationErrors errors) {
        this.onUnknown = onUnknown;
        this.errors = errors;
    }

    /** Reads the object that begins at the parser's current token, to its end. Throws if the JSON is malformed. */
    void read(JsonParser json) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() != JsonToken.VALUE_NULL || !FIELDS.contains(name)) {
                readField(name, json);
            }
        }
    }

    private void readField(String name, JsonParser json) {
        switch (name) {
            case "commandId" -> commandId = commandId(json);
            case "idInstance" -> instance = instance(json);
            case "method" -> method = method(json);
            case "body" -> readBody(json);
            case "priority" -> priority = priority(word(PRIORITY, json));
            case "notBefore" -> notBefore = time(json, true, notBefore);
            case "expiresAt" -> expiresAt = time(json, false, expiresAt);
            case "onUnknown" -> onUnknown = policy(word(ON_UNKNOWN, json));
            default -> passUnknown(json);
        }
    }

    private @Nullable String commandId(JsonParser json) {
        if (!COMMAND_ID.read(json, errors)) {
            return null;
        }
        String id = json.getString();
        if (!isWellFormed(id)) {
            errors.refuse(json, COMMAND_ID.allowed(), "half of a surrogate pair in it");
            return null;
        }
        return id;
    }

    private @Nullable String instance(JsonParser json) {
        instanceNamed = true;
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
            String id = json.getString();
            if (InstanceId.isOne(id)) {
                return id;
            }
        }
        errors.refuse(json, InstanceId.ALLOWED, JsonDescription.in(json));
        return null;
    }

    private @Nullable String method(JsonParser json) {
        methodNamed = true;
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            String name = json.getString();
            // An unknown name goes into a header, and may be as long as the record.
            return Catalogue.find(name) == null ? JsonDescription.clip(name) : name;
        }
        errors.refuse(json, "one of " + Catalogue.names(), JsonDescription.in(json));
        return null;
    }

    private void readBody(JsonParser json) {
        bodyNamed = true;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            errors.refuse(json, "a JSON object, the method's own request body", JsonDescription.in(json));
            return;
        }
        bodyStart = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        bodyLength = (int) json.currentLocation().getByteOffset() - bodyStart;
    }

    private static Priority priority(String word) {
        return switch (word) {
            case "high" -> Priority.HIGH;
            case "bulk" -> Priority.BULK;
            default -> Priority.NORMAL;
        };
    }

    /* Returns one of the words, or an empty text for any other value. */
    private String word(StringEnum words, JsonParser json) {
        return words.read(json, errors) ? json.getString() : "";
    }

    private OnUnknown policy(String word) {
        return switch (word) {
            case "resend" -> OnUnknown.RESEND;
            case "report" -> OnUnknown.REPORT;
            default -> onUnknown;
        };
    }

    /* Rounds so that a command is never sent before notBefore and never after expiresAt. */
    private long time(JsonParser json, boolean up, long otherwise) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            long millis = Rfc3339.millis(json.getString(), up);
            if (millis != Rfc3339.NOT_A_TIME) {
                return millis;
            }
        }
        errors.refuse(json, TIME, JsonDescription.in(json));
        return otherwise;
    }

    private void passUnknown(JsonParser json) {
        if (!errors.unknownFieldsPass()) {
            errors.add(errors.path(json), "unknown field, allowed are " + String.join(", ", FIELDS));
        }
        json.skipChildren();
    }

    /** Takes the instance from the record's key if no field names it, and reports missing and contradictory fields. */
    void complete(byte @Nullable [] key) {
        if (!instanceNamed) {
            instance = InstanceId.in(key);
            if (instance == null) {
                errors.add("idInstance", "missing, and the record's key is no id: must be " + InstanceId.ALLOWED);
            }
        }
        if (!methodNamed) {
            errors.add("method", "missing, must be one of " + Catalogue.names());
        }
        if (!bodyNamed) {
            errors.add("body", "missing, must be a JSON object, the method's own request body");
        }
        if (expiresAt <= notBefore) {
            errors.add("expiresAt", "must be later than notBefore");
        }
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
