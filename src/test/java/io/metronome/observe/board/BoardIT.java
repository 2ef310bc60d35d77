package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.Priority;
import io.metronome.control.ControlRecord;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The board in a real Chromium, where one is installed: situations of a night, each with a picture in {@code
 * target/board}, a keyboard, and whoever would like to run a script.
 */
class BoardIT {
    private static final String INSTANCE = "/?instance=" + BoardScenes.HELD;
    private static final String COMMAND = "/?instance=1101000005&command=order-4711";

    @TempDir
    private Path folder;

    private Chromium chromium;
    private BrowserPage page;
    private BoardBench bench;

    @BeforeEach
    void open() throws Exception {
        Optional<Path> program = Chromium.find();
        Assumptions.assumeTrue(
                program.isPresent(), "BoardIT is skipped: no chromium is on the PATH (apt-get install chromium)");
        bench = BoardBench.opened();
        chromium = new Chromium(program.orElseThrow(), folder);
        page = chromium.page();
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (bench != null) {
            bench.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void isForEverybodyInBothThemes(String theme) throws Exception {
        BoardScenes.night(bench);
        bench.silentPeer("metronome-1");
        page.theme(theme);
        page.openLive(bench.url() + "/");
        assertThat(page.text("h1")).contains("Sending: 412 a minute");
        assertFitsTheFirstScreen();
        page.screenshot("01-night-" + theme);
        assertIsAccessible();
        for (String address : new String[] {INSTANCE, COMMAND, "/?instance=1101000099", "/runbook"}) {
            page.open(bench.url() + address);
            assertIsAccessible();
        }
        page.openLive(bench.url() + INSTANCE);
        page.screenshot("02-instance-" + theme);
        page.click("[data-action=purge]");
        page.waitFor("document.querySelector('dialog').textContent.includes('commands wait here')");
        assertIsAccessible();
        page.screenshot("03-purge-" + theme);
        page.openLive(bench.url() + COMMAND);
        page.screenshot("04-command-" + theme);
        assertThat(page.complaints()).isEmpty();
    }

    /** Sentence, workers, the worst instance, hosts and dead letters are there without scrolling. */
    private void assertFitsTheFirstScreen() {
        for (String id : new String[] {"workers-heading", "hosts-heading", "dead-letters-heading", "instances-heading"}) {
            JsonNode bottom = page.eval("document.getElementById('" + id + "').getBoundingClientRect().bottom");
            assertThat(bottom.asDouble()).as(id).isLessThan(700);
        }
        assertThat(page.eval("document.querySelector('[data-key=i1101000001]').getBoundingClientRect().bottom")
                        .asDouble())
                .isLessThan(800);
    }

    private void assertIsAccessible() throws Exception {
        try (InputStream axe = BoardIT.class.getResourceAsStream("axe.min.js")) {
            page.eval(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; true");
        }
        JsonNode found = page.eval("axe.run(document, {resultTypes: ['violations']}).then(all => all.violations.map("
                + "one => one.id + ': ' + one.help + ' ' + one.nodes.map(node => node.html).join(' | ')))");
        assertThat(found.valueStream().map(JsonNode::asString))
                .as(page.eval("location.href").asString())
                .isEmpty();
    }

    @Test
    void saysWhatStopsAGroup() throws Exception {
        BoardScenes.night(bench);
        bench.later(Duration.ofMinutes(36));
        page.openLive(bench.url() + "/");
        assertThat(page.text("h1")).contains("Not sending since ").contains(": Kafka takes no checkpoints");
        assertThat(page.text(".status a")).isEqualTo("Runbook: MetronomeLedgerNotWritable");
        page.screenshot("05-no-checkpoints");
        page.eval("document.querySelector('.status a').click()");
        page.waitFor("location.pathname === '/runbook'");
        page.screenshot("06-runbook");
    }

    @Test
    void saysWhatAStartWaitsFor() throws Exception {
        try (BoardBench waiting = new BoardBench()) {
            waiting.trouble("the worker looks for Kafka");
            page.openLive(waiting.url() + "/");
            assertThat(page.text("h1")).contains("Not sending: ");
            page.screenshot("07-start");
            waiting.begin();
            page.waitFor("document.querySelector('h1').textContent.includes('Nothing to send')");
        }
    }

    @Test
    void saysWhatIsLostAndWhichHostFails() throws Exception {
        BoardScenes.night(bench);
        bench.api.listener().hostPaused("https://3100.api.green-api.com", true);
        bench.api.listener().lost(3);
        bench.trouble("partition 3 is not read: its ledger was refused");
        page.openLive(bench.url() + "/");
        assertThat(page.text("h1")).contains("3 records lost");
        assertThat(page.text(".status ul")).contains("3100.api.green-api.com", "partition 3 is not read");
        page.screenshot("08-lost");
        assertIsAccessible();
    }

    @Test
    void isASnapshotWithoutJavaScript() throws Exception {
        BoardScenes.night(bench);
        page.withoutScripts();
        page.open(bench.url() + "/");
        assertThat(page.text("#age")).contains("Reload for a newer one");
        assertThat(page.eval("getComputedStyle(document.querySelector('button[data-action]')).display")
                        .asString())
                .isEqualTo("none");
        page.screenshot("09-without-javascript");
    }

    @Test
    void isReadableAtFourHundredPercent() throws Exception {
        BoardScenes.night(bench);
        page.size(320, 640);
        page.openLive(bench.url() + "/");
        assertFitsTheWidth();
        page.screenshot("10-zoom");
        assertIsAccessible();
        page.openLive(bench.url() + INSTANCE);
        assertFitsTheWidth();
    }

    private void assertFitsTheWidth() {
        JsonNode wide = page.eval("[...document.querySelectorAll('body *')].filter(one => !one.closest('.wide table, .skip')"
                + " && one.getBoundingClientRect().right > 320).map(one => one.outerHTML.slice(0, 100))");
        assertThat(wide.valueStream().map(JsonNode::asString)).isEmpty();
        assertThat(page.eval("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(320);
    }

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
        assertThat(page.eval("document.querySelector('#action-token')").isNull()).isTrue();
        page.press("Escape");
        page.waitFor("!document.querySelector('dialog')");
        assertThat(page.eval("document.activeElement.dataset.action").asString())
                .isEqualTo("resume");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void purgesWhenTheIdIsTyped() throws Exception {
        BoardScenes.night(bench);
        page.openLive(bench.url() + INSTANCE);
        page.click("[data-action=purge]");
        page.waitFor("document.querySelector('dialog').textContent.includes('1631 commands wait here')");
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
    void runsNothingThatProducersWrite() throws Exception {
        bench.views.put(BoardScenes.withQueue("1101000001", BoardScenes.HOSTILE));
        bench.views.put(BoardScenes.withQueue("1101000002", BoardScenes.HOSTILE));
        int number = 3;
        for (String text : BoardScenes.HOSTILE) {
            ControlRecord.Pause pause =
                    new ControlRecord.Pause("11010000" + (number++ + 10), Long.MAX_VALUE, text, text, "");
            bench.views.put(BoardScenes.paused(pause));
            bench.read(pause);
            bench.views.put("1101000001", text, BoardScenes.waiting("1101000001", text, text));
        }
        page.openLive(bench.url() + "/");
        page.screenshot("12-hostile");
        for (String text : BoardScenes.HOSTILE) {
            page.openLive(bench.url() + "/?instance=1101000001&command=" + BoardParts.encoded(text));
            assertThat(page.text("h2")).isEqualTo("Command " + TextNode.visible(text));
        }
        page.openLive(bench.url() + "/?instance=1101000001");
        page.waitFor("document.querySelectorAll('[data-key=queue] tbody tr').length === "
                + BoardScenes.HOSTILE.size());
        assertThat(page.eval("typeof window.hit").asString()).isEqualTo("undefined");
        assertThat(page.eval("document.querySelectorAll('img, svg, iframe, style, base, math').length")
                        .asInt())
                .isZero();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void letsTheScriptMakeNoMarkupOutOfText() {
        page.openLive(bench.url() + "/");
        assertThat(page.eval("(() => { try { document.body.innerHTML = '<b>x</b>'; return 'made'; }"
                                + " catch (refused) { return refused.name; } })()")
                        .asString())
                .isEqualTo("TypeError");
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
    @Tag("full")
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
        await().atMost(time.plusSeconds(30)).pollInterval(Duration.ofMillis(500)).during(time).until(() -> {
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

    @Test
    void paintsInHalfASecondWithTenThousandInstances() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            bench.views.put(BoardScenes.active(Long.toString(1_101_000_000L + i), i % 300));
        }
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            page.open(bench.url() + "/");
            page.waitFor("performance.getEntriesByName('first-contentful-paint').length");
            best = Math.min(
                    best,
                    page.eval("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                            .asDouble());
        }
        page.screenshot("14-ten-thousand");
        assertThat(best).isLessThan(500);
    }
}
