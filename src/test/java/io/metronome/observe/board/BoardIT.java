package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.control.ControlRecord;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The board in a real Chromium, where one is installed: situations of a night, each with a picture in {@code
 * target/board}, a keyboard, and whoever would like to run a script.
 */
@Tag("full")
class BoardIT extends OpenBoard {
    private static final String INSTANCE = "/?instance=" + BoardScenes.HELD;
    private static final String COMMAND = "/?instance=1101000005&command=order-4711";

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void isForEverybodyInBothThemes(String theme) throws Exception {
        BoardScenes.night(bench);
        bench.silentPeer("metronome-1");
        page.theme(theme);
        page.openLive(bench.url() + "/");
        assertThat(page.text("h1")).contains("Sending, but not everything: 412 a minute");
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
        for (String id :
                new String[] {"workers-heading", "hosts-heading", "dead-letters-heading", "instances-heading"}) {
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
        assertThat(page.text("h1"))
                .contains("Not sending since ")
                .contains(": metronome cannot write its checkpoints to Kafka");
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
        bench.api.listener().hostKnown("https://api.green-api.com");
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
        JsonNode wide =
                page.eval("[...document.querySelectorAll('body *')].filter(one => !one.closest('.wide table, .skip')"
                        + " && one.getBoundingClientRect().right > 320).map(one => one.outerHTML.slice(0, 100))");
        assertThat(wide.valueStream().map(JsonNode::asString)).isEmpty();
        assertThat(page.eval("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(320);
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
        page.waitFor("document.querySelectorAll('[data-key=queue] tbody tr').length === " + BoardScenes.HOSTILE.size());
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
