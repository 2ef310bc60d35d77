package io.metronome.observe.board;

import java.util.Set;

/** Writes elements as HTML. There is no way to put text that is not escaped. */
final class HtmlWriter {
    private static final Set<String> EMPTY = Set.of("meta", "link", "input");

    private final StringBuilder out = new StringBuilder(16 * 1024);

    private HtmlWriter() {}

    /** A document with that root. */
    static String document(HtmlElement root) {
        HtmlWriter writer = new HtmlWriter();
        writer.out.append("<!doctype html>\n");
        writer.write(root);
        return writer.out.append('\n').toString();
    }

    private void write(HtmlNode node) {
        switch (node) {
            case TextNode text -> escape(text.text());
            case HtmlElement element -> write(element);
        }
    }

    private void write(HtmlElement element) {
        out.append('<').append(element.tag());
        element.attributes().forEach((name, value) -> {
            out.append(' ').append(name).append("=\"");
            escape(value);
            out.append('"');
        });
        out.append('>');
        if (!EMPTY.contains(element.tag())) {
            element.children().forEach(this::write);
            out.append("</").append(element.tag()).append('>');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(next);
            }
        }
    }
}
