package io.metronome.observe.board;

/**
 * Text in a page, whatever it looks like. Characters that are invisible and change how others look, such as those that
 * turn the direction of writing, are replaced.
 */
record TextNode(String text) implements HtmlNode {
    private static final char REPLACEMENT = '\uFFFD';

    TextNode {
        text = visible(text);
    }

    /** The text without characters that deceive the eye. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(next -> shown.appendCodePoint(isVisible(next) ? next : REPLACEMENT));
        return shown.toString();
    }

    private static boolean isVisible(int next) {
        return switch (Character.getType(next)) {
            case Character.CONTROL -> next == '\n' || next == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                next == 0x200D; // joins the parts of an emoji
            default -> true;
        };
    }
}
