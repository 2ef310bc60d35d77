package io.metronome.observe.board;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A page of the browser, as a person with a keyboard uses it. */
final class BrowserPage {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32);

    private final Chromium browser;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    BrowserPage(Chromium browser, String session) {
        this.browser = browser;
        this.session = session;
    }

    void begin() {
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
        size(1280, 800);
    }

    JsonNode send(String method, Map<String, ?> parameters) {
        return browser.send(session, method, parameters);
    }

    void happened(String method, JsonNode what) {
        switch (method) {
            case "Runtime.exceptionThrown" ->
                complaints.add(what.path("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                JsonNode entry = what.path("entry");
                boolean isOfNetwork = entry.path("source").asString("").equals("network");
                if (entry.path("level").asString("").equals("error") && !isOfNetwork) {
                    complaints.add(entry.toString());
                }
            }
            default -> {}
        }
    }

    /** The complaints of the browser: exceptions of scripts, and content that the policy refused. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** @param theme light or dark */
    void theme(String theme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    void withoutScripts() {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** Opens the address, and waits until it is there. */
    void open(String url) {
        send("Page.navigate", Map.of("url", url));
        waitFor("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Opens a board, and waits until its script has asked once. */
    void openLive(String url) {
        open(url);
        waitFor("document.getElementById('age').textContent.startsWith('Live')");
    }

    /** The value of the expression. */
    JsonNode eval(String expression) {
        JsonNode got =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (got.has("exceptionDetails")) {
            throw new IllegalStateException(got.path("exceptionDetails").toString());
        }
        return got.path("result").path("value");
    }

    String text(String selector) {
        return eval("document.querySelector(\"" + selector + "\")?.textContent ?? ''")
                .asString("");
    }

    void waitFor(String condition) {
        await(condition)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> eval("Boolean(" + condition + ")").asBoolean(false));
    }

    void click(String selector) {
        eval("document.querySelector('" + selector + "').click()");
    }

    void focus(String selector) {
        eval("document.querySelector('" + selector + "').focus()");
    }

    /** Presses a key: Tab, Enter, Escape, or the space bar. */
    void press(String key) {
        int code = KEYS.getOrDefault(key, 0);
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        Map<String, Object> parameters =
                Map.of("key", key, "code", key, "windowsVirtualKeyCode", code, "text", text, "type", "keyDown");
        send("Input.dispatchKeyEvent", parameters);
        send("Input.dispatchKeyEvent", Map.of("key", key, "code", key, "windowsVirtualKeyCode", code, "type", "keyUp"));
    }

    void type(String text) {
        send("Input.insertText", Map.of("text", text));
    }

    void screenshot(String name) throws IOException {
        JsonNode shot = send("Page.captureScreenshot", Map.of("format", "png"));
        Path folder = Files.createDirectories(Path.of("target", "board"));
        Files.write(
                folder.resolve(name + ".png"),
                Base64.getDecoder().decode(shot.path("data").asString()));
    }
}
