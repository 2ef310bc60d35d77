package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Priority;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People act, search and watch on the board, in a real Chromium where one is installed. */
@Tag("full")
class BoardActionsIT extends OpenBoard {
    @Test
    void pausesWithTheKeyboardAndReadsTheRecordBack() throws Exception {
        BoardScenes.night(bench);
        page.openLive(bench.url() + "/");
        page.focus("[data-key=i1101000005] [data-action=pause]");
        page.press("Enter");
        page.waitFor("document.querySelector('dialog[open]')");
        assertThat(page.text("dialog code")).isEqualTo("metronome pause 1101000005 --for 1h --reason '…'");
        page.focus("#action-reason");
        page.type("it's <b>wrong</b>");
        page.press("Tab");
        page.type("0123456789abcdef0123456789abcdeX");
        page.press("Enter");
        page.waitFor("document.querySelector('dialog .told').textContent.includes('Not done: the token is wrong')");
        page.eval("document.querySelector('#action-token').select()");
        page.type(BoardBench.TOKEN);
        assertThat(page.text("dialog code"))
                .isEqualTo("metronome pause 1101000005 --for 1h --reason 'it'\\''s <b>wrong</b>'");
        page.press("Enter");
        page.waitFor("document.querySelector('dialog .told').textContent.includes('was read back')");
        page.screenshot("11-paused");
        page.press("Enter");
        page.waitFor("!document.querySelector('dialog')");
        page.waitFor("document.querySelector('[data-key=i1101000005]').textContent.includes('it\\'s <b>wrong</b>')");
        assertThat(page.text("[data-key=audit]")).contains("it's <b>wrong</b>");
        assertThat(page.eval("JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])")
                        .asString())
                .isEqualTo("[0,0,\"\"]");

        page.focus("[data-key=i1101000005] [data-action=resume]");
        page.press(" ");
        page.waitFor("document.querySelector('dialog[open]')");
        assertThat(page.eval("document.querySelector('#action-token')").isNull())
                .isTrue();
        page.press("Escape");
        page.waitFor("!document.querySelector('dialog')");
        assertThat(page.eval("document.activeElement.dataset.action").asString())
                .isEqualTo("resume");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void purgesWhenTheIdIsTyped() throws Exception {
        BoardScenes.night(bench);
        page.openLive(bench.url() + "/?instance=" + BoardScenes.HELD);
        page.click("[data-action=purge]");
        page.waitFor(
                "document.querySelector('dialog').textContent.includes('1631 commands wait here. The oldest was read at ')");
        assertThat(page.eval("document.querySelector('dialog [type=submit]').disabled")
                        .asBoolean())
                .isTrue();
        page.focus("#action-typed");
        page.type(BoardScenes.HELD);
        page.focus("#action-token");
        page.type(BoardBench.TOKEN);
        page.press("Enter");
        page.waitFor("document.querySelector('dialog .told').textContent.includes('was read back')");
    }

    @Test
    void searchesAndKeepsTheSearchInTheAddress() throws Exception {
        BoardScenes.night(bench);
        page.openLive(bench.url() + "/");
        page.focus("#search");
        page.type("00000");
        page.press("Enter");
        page.waitFor("location.search.includes('id=00000')");
        page.waitFor("document.querySelectorAll('[data-key=instances] tbody tr').length === 10");
        page.click("[data-key=i1101000002] a");
        page.waitFor("document.querySelector('h2').textContent === 'Instance 1101000002'");
        assertThat(page.eval("document.activeElement.id").asString()).isEqualTo("subject");
        page.eval("history.back()");
        page.waitFor("document.querySelectorAll('[data-key=instances] tbody tr').length === 10");
        assertThat(page.eval("document.querySelector('#search').value").asString())
                .isEqualTo("00000");
        page.openLive(bench.url() + "/?state=held&sort=backlog");
        assertThat(page.eval("document.querySelector('#state').value").asString())
                .isEqualTo("held");
        assertThat(page.eval("document.querySelectorAll('[data-key=instances] tbody tr').length")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void saysWhenItIsCutOffAndGoesOn() throws Exception {
        BoardScenes.night(bench);
        page.openLive(bench.url() + "/");
        URI url = bench.url();
        bench.close();
        page.waitFor("document.getElementById('age').textContent.startsWith('Not live')");
        page.screenshot("13-cut-off");
        bench = BoardBench.opened(url.getPort());
        page.waitFor("document.getElementById('age').textContent.startsWith('Live')");
        page.waitFor("document.querySelector('h1').textContent.includes('Nothing to send')");
    }

    @Test
    void keepsTheFocusOverSomeUpdates() {
        assertKeepsTheFocus(Duration.ofSeconds(8));
    }

    @Test
    void keepsTheFocusOverAMinuteOfUpdates() {
        assertKeepsTheFocus(Duration.ofMinutes(1));
    }

    private void assertKeepsTheFocus(Duration time) {
        BoardScenes.night(bench);
        page.openLive(bench.url() + "/?sort=backlog");
        page.focus("[data-key=i1101000009] [data-action=pause]");
        page.eval("window.updates = 0; new MutationObserver(() => window.updates++)"
                + ".observe(document.getElementById('board'), {subtree: true, childList: true, characterData: true})");
        page.eval("window.button = document.activeElement; document.querySelector('#search').value = '12'");
        int[] round = {0};
        await().atMost(time.plusSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .during(time)
                .until(() -> {
                    round[0]++;
                    bench.views.put(BoardScenes.active("1101000009", 100 + 997 * (round[0] % 5)));
                    bench.views.put(BoardScenes.active("11010001" + (10 + round[0] % 7), round[0] * 31));
                    bench.stats.pending(Priority.HIGH, 1);
                    return page.eval("document.activeElement === window.button && window.button.isConnected")
                            .asBoolean();
                });
        assertThat(page.eval("window.updates").asInt()).isGreaterThan((int) time.toSeconds() / 4);
        assertThat(page.eval("document.querySelector('#search').value").asString())
                .isEqualTo("12");
        assertThat(page.complaints()).isEmpty();
    }
}
