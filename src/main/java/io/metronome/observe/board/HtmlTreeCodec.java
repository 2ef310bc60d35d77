package io.metronome.observe.board;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes elements as JSON for the page's script: {@code [tag, {attribute: value}, child, …]}, and texts as strings. */
final class HtmlTreeCodec {
    private static final JsonFactory JSON = new JsonFactory();

    private HtmlTreeCodec() {}

    static byte[] encode(List<? extends HtmlNode> nodes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartArray();
            nodes.forEach(node -> write(json, node));
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, HtmlNode node) {
        switch (node) {
            case TextNode text -> json.writeString(text.text());
            case HtmlElement element -> {
                json.writeStartArray();
                json.writeString(element.tag());
                json.writeStartObject();
                element.attributes().forEach(json::writeStringProperty);
                json.writeEndObject();
                element.children().forEach(child -> write(json, child));
                json.writeEndArray();
            }
        }
    }
}
