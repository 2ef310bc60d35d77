package io.metronome.observe.board;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A board for each test, and a page of a real Chromium for it. */
class OpenBoard {
    @TempDir
    private Path folder;

    private BoardBrowser browser;
    BrowserPage page;
    BoardBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = BoardBench.opened();
        browser = BoardBrowser.open(folder);
        page = browser.page();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        bench.close();
    }
}
