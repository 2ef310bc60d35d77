package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text stays text, and only harmless elements can be made. */
class HtmlWriterTest {

    static List<String> hostile() {
        return BoardScenes.HOSTILE;
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void escapesTextAndAttributes(String text) {
        String html = HtmlWriter.document(HtmlElement.of("p", text).with("title", text));
        String begin = "<!doctype html>\n<p title=\"";
        assertThat(html).startsWith(begin).endsWith("</p>\n");
        String[] parts = html.substring(begin.length(), html.length() - "</p>\n".length())
                .split("\">", -1);
        assertThat(parts).hasSize(2);
        for (String part : parts) {
            assertThat(part).doesNotContain("<", ">", "\"", "'").doesNotContain("\u202E", "\u2066");
            assertThat(unescaped(part)).isEqualTo(TextNode.visible(text));
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void writesTextIntoTheTreeAsItIs(String text) {
        String json = new String(HtmlTreeCodec.encode(List.of(HtmlElement.of("p", text))), StandardCharsets.UTF_8);
        assertThat(json).startsWith("[[\"p\",{},\"").endsWith("\"]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iframe", "object", "embed", "style", "svg", "base", "img", "script src"})
    void makesNoElementThatRunsSomething(String tag) {
        assertThatThrownBy(() -> HtmlElement.of(tag)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "style", "srcdoc", "formaction", "ping", "id=x onclick"})
    void makesNoAttributeThatRunsSomething(String name) {
        HtmlElement element = HtmlElement.of("p");
        assertThatThrownBy(() -> element.with(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                "http://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "data:text/html,x",
                "? x",
                "?x\n"
            })
    void linksToItsOwnPagesOnly(String address) {
        assertThatThrownBy(() -> HtmlElement.link(address, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linksToInstancesAndCommandsOfAnyName() {
        for (String text : BoardScenes.HOSTILE) {
            assertThat(HtmlWriter.document(BoardParts.commandLink("1101000001", text)))
                    .contains("href=\"?instance=1101000001&amp;command=");
        }
    }

    @Test
    void quotesForAShell() {
        assertThat(BoardParts.shellWord("order-4711")).isEqualTo("order-4711");
        assertThat(BoardParts.shellWord("a'b; rm -rf /")).isEqualTo("'a'\\''b; rm -rf /'");
        assertThat(BoardParts.shellWord("--all")).isEqualTo("'--all'");
        assertThat(BoardParts.shellWord("")).isEqualTo("''");
    }

    @Test
    void saysSpansInTheUnitsThatMatter() {
        assertThat(List.of(500L, 15_000L, 1_500L, 60_000L, 425_000L, 3_600_000L, 7_500_000L, 90_000_000L))
                .map(BoardText::span)
                .containsExactly("500 ms", "15 s", "1.5 s", "1 min", "7 min 5 s", "1 h", "2 h 5 min", "1 d 1 h");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
