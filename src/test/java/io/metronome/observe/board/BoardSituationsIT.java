package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first screen says what is wrong, in a real Chromium where one is installed: each situation has pictures in {@code
 * target/board}, for both themes and for a narrow screen.
 */
@Tag("full")
class BoardSituationsIT extends OpenBoard {
    private static final int HEIGHT = 800;

    static Stream<BoardSituation> all() {
        return BoardSituation.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatIsWrongOnTheFirstScreen(BoardSituation situation) throws Exception {
        situation.arrange(bench);
        page.openLive(bench.url() + "/");
        assertThat(page.text("h1").substring(2)).startsWith(situation.sentence());
        String screen = firstScreen();
        assertThat(situation.texts()).allSatisfy(text -> assertThat(screen).contains(text));
        for (String theme : new String[] {"light", "dark"}) {
            page.theme(theme);
            page.screenshot("situation-" + situation + "-" + theme);
        }
        assertThat(cutOff()).as("words that are cut off").isEmpty();
        page.size(320, 640);
        page.screenshot("situation-" + situation + "-narrow");
        assertThat(page.eval("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(320);
        assertThat(page.complaints()).isEmpty();
    }

    /* The texts of the elements that can be seen without scrolling, with one space for each gap. */
    private String firstScreen() {
        return page.eval("[...document.querySelectorAll('h1, .status p, .status li, td, th, section > p, p')]"
                        + ".filter(one => one.getBoundingClientRect().bottom <= " + HEIGHT + ")"
                        + ".map(one => one.textContent).join('\\n').replace(/ +/g, ' ')")
                .asString();
    }

    /* Cells that reach out of the box in which their table can be scrolled. */
    private String cutOff() {
        return page.eval("[...document.querySelectorAll('.wide')].filter(box => box.scrollWidth > box.clientWidth)"
                        + ".map(box => box.textContent).join('\\n')")
                .asString();
    }
}
