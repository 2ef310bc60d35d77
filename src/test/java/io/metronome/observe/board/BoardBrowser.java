package io.metronome.observe.board;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A browser with one page, for one test. */
final class BoardBrowser implements AutoCloseable {
    private final Chromium chromium;
    private final BrowserPage page;

    private BoardBrowser(Chromium chromium) {
        this.chromium = chromium;
        this.page = chromium.page();
    }

    /** Starts the browser of this machine. Where there is none the test is skipped, and says so. */
    static BoardBrowser open(Path folder) throws IOException {
        Optional<Path> program = Chromium.find();
        Assumptions.assumeTrue(
                program.isPresent(), "The board is not tested: no chromium is on the PATH (apt-get install chromium)");
        return new BoardBrowser(new Chromium(program.orElseThrow(), folder));
    }

    BrowserPage page() {
        return page;
    }

    @Override
    public void close() {
        chromium.close();
    }
}
