package io.metronome.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of the API's JSON that matter, read without building a tree.
 *
 * @param idMessage the top-level field when it is a text that is not empty
 * @param saveSettings the top-level field as it is written, null when it is missing or not a scalar
 */
record JsonAnswer(@Nullable String idMessage, @Nullable String saveSettings) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Reads the whole text. Null when it is not exactly one JSON value. */
    static @Nullable JsonAnswer read(String text) {
        try (JsonParser json = parser(text)) {
            String idMessage = null;
            String saveSettings = null;
            if (json.nextToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
            } else {
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    JsonToken value = json.nextToken();
                    if (name.equals("idMessage") && value == JsonToken.VALUE_STRING) {
                        idMessage = json.getString();
                    } else if (name.equals("saveSettings") && value.isScalarValue()) {
                        saveSettings = json.getString();
                    }
                    json.skipChildren();
                }
            }
            boolean one = json.currentToken() != null && json.nextToken() == null;
            return one
                    ? new JsonAnswer(idMessage == null || idMessage.isEmpty() ? null : idMessage, saveSettings)
                    : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /**
     * The top-level {@code message}, a list joined to one text; null when there is none. The text behind it may be cut
     * off.
     */
    static @Nullable String message(String text) {
        try (JsonParser json = parser(text)) {
            return toField(json, "message") ? texts(json) : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** Moves to the value of a top-level field. False when there is none. */
    static boolean toField(JsonParser json, String wanted) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            if (name.equals(wanted)) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    static JsonParser parser(String text) {
        return JSON.createParser(ObjectReadContext.empty(), text);
    }

    private static @Nullable String texts(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getString());
        }
        return texts.isEmpty() ? null : String.join("; ", texts);
    }
}
