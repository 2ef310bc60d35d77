package io.metronome.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * The fields of the API's JSON that matter, read without building a tree.
 *
 * @param idMessage the field when it is a number, or a text that is not blank: the top-level one, else the first of
 *     those that are deeper
 * @param saveSettings the top-level field as it is written, null when it is missing or not a scalar
 * @param setRead likewise
 * @param hasMessages whether the top-level field {@code messages} is an array with an id in it
 */
record JsonAnswer(
        @Nullable String idMessage,
        @Nullable String saveSettings,
        @Nullable String setRead,
        boolean hasMessages) {
    private static final String ID_MESSAGE = "idMessage";
    /** Event loops are few and live long, so each keeps buffers of its own. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    /** Reads the whole text. Null when it is not exactly one JSON value. */
    static @Nullable JsonAnswer read(String text) {
        try (JsonParser json = parser(text)) {
            Fields fields = new Fields();
            int depth = 0;
            do {
                JsonToken token = json.nextToken();
                if (token == null) {
                    return null;
                }
                if (depth == 1 && token == JsonToken.PROPERTY_NAME) {
                    fields.topName = json.currentName();
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isScalarValue()) {
                    fields.take(json, depth);
                }
            } while (depth > 0);
            return json.nextToken() == null ? fields.found() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The fields that were found so far. */
    private static final class Fields {
        private @Nullable String topId;
        private @Nullable String deeperId;
        private @Nullable String saveSettings;
        private @Nullable String setRead;
        private @Nullable String topName;
        private boolean hasMessages;

        void take(JsonParser json, int depth) {
            String name = json.currentName();
            if (depth == 1 && "saveSettings".equals(name)) {
                saveSettings = json.getString();
            }
            if (depth == 1 && "setRead".equals(name)) {
                setRead = json.getString();
            }
            JsonToken value = json.currentToken();
            boolean mayBeId = (value == JsonToken.VALUE_STRING || value.isNumeric())
                    && !json.getString().isBlank();
            hasMessages |= mayBeId && depth == 2 && json.streamReadContext().inArray() && "messages".equals(topName);
            if (mayBeId && ID_MESSAGE.equals(name)) {
                topId = depth == 1 ? json.getString() : topId;
                deeperId = deeperId == null ? json.getString() : deeperId;
            }
        }

        JsonAnswer found() {
            return new JsonAnswer(topId == null ? deeperId : topId, saveSettings, setRead, hasMessages);
        }
    }

    /** The first whole {@code idMessage} in a text that is not JSON, or not all of it. Null when there is none. */
    static @Nullable String idMessageIn(String text) {
        String quoted = '"' + ID_MESSAGE + '"';
        for (int at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + quoted.length())) {
            String value = scalarBehind(text, at);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /* An id is not so long. A bound for each field keeps many of them cheap. */
    private static @Nullable String scalarBehind(String text, int at) {
        String beginning = "{" + text.substring(at, Math.min(text.length(), at + 400));
        try (JsonParser json = parser(beginning)) {
            boolean found = toField(json, ID_MESSAGE);
            JsonToken value = found ? json.currentToken() : null;
            if (value == null || !(value == JsonToken.VALUE_STRING || value.isNumeric())) {
                return null;
            }
            String id = json.getString();
            // A number at the end of the text may be a part of one. A text without its end throws.
            boolean isWhole = value == JsonToken.VALUE_STRING || !beginning.endsWith(id);
            return isWhole && !id.isBlank() ? id : null;
        } catch (JacksonException cut) {
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
