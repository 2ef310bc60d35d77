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
 * The fields around a body, filled in one pass over a letter's value in whatever order they come. A field that is absent,
 * {@code null} or wrong keeps its default; the findings tell which were wrong.
 */
final class Envelope {
    /** Every field of a command. */
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

    private final ValidationErrors findings;
    private boolean instanceNamed;
    private boolean methodNamed;
    private boolean bodyNamed;

    Envelope(OnUnknown onUnknown, ValidationErrors findings) {
        this.onUnknown = onUnknown;
        this.findings = findings;
    }

    /** Reads the object that begins at the parser's current token, to its end. Throws where it is broken. */
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
        if (!COMMAND_ID.read(json, findings)) {
            return null;
        }
        String id = json.getString();
        if (!isWellFormed(id)) {
            findings.refuse(json, COMMAND_ID.allowed(), "half of a surrogate pair in it");
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
        findings.refuse(json, InstanceId.ALLOWED, JsonDescription.in(json));
        return null;
    }

    private @Nullable String method(JsonParser json) {
        methodNamed = true;
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            String name = json.getString();
            // What is no method's name goes into a header, and may be as long as the record.
            return Catalogue.find(name) == null ? JsonDescription.clip(name) : name;
        }
        findings.refuse(json, "one of " + Catalogue.names(), JsonDescription.in(json));
        return null;
    }

    private void readBody(JsonParser json) {
        bodyNamed = true;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            findings.refuse(json, "a JSON object, the method's own request body", JsonDescription.in(json));
            return;
        }
        bodyStart = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        bodyLength = (int) json.currentLocation().getByteOffset() - bodyStart;
    }

    /* One of the words, or an empty one that none of them is. */
    private static Priority priority(String word) {
        return switch (word) {
            case "high" -> Priority.HIGH;
            case "bulk" -> Priority.BULK;
            default -> Priority.NORMAL;
        };
    }

    private String word(StringEnum words, JsonParser json) {
        return words.read(json, findings) ? json.getString() : "";
    }

    private OnUnknown policy(String word) {
        return switch (word) {
            case "resend" -> OnUnknown.RESEND;
            case "report" -> OnUnknown.REPORT;
            default -> onUnknown;
        };
    }

    /* Rounded towards the promise: never sent before notBefore, never after expiresAt. */
    private long time(JsonParser json, boolean up, long otherwise) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            long millis = Rfc3339.millis(json.getString(), up);
            if (millis != Rfc3339.NOT_A_TIME) {
                return millis;
            }
        }
        findings.refuse(json, TIME, JsonDescription.in(json));
        return otherwise;
    }

    private void passUnknown(JsonParser json) {
        if (!findings.unknownFieldsPass()) {
            findings.add(findings.path(json), "unknown field, allowed are " + String.join(", ", FIELDS));
        }
        json.skipChildren();
    }

    /** Looks for the instance in the record's key where no field names it, and notes what is missing or at odds. */
    void complete(byte @Nullable [] key) {
        if (!instanceNamed) {
            instance = InstanceId.in(key);
            if (instance == null) {
                findings.add("idInstance", "missing, and the record's key is no id: must be " + InstanceId.ALLOWED);
            }
        }
        if (!methodNamed) {
            findings.add("method", "missing, must be one of " + Catalogue.names());
        }
        if (!bodyNamed) {
            findings.add("body", "missing, must be a JSON object, the method's own request body");
        }
        if (expiresAt <= notBefore) {
            findings.add("expiresAt", "must be later than notBefore");
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
