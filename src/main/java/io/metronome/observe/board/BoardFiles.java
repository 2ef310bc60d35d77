package io.metronome.observe.board;

import io.metronome.observe.Page;
import io.metronome.observe.PageRoute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The pages of the board that never change: its style, its script, and the runbook. They are in the jar. */
final class BoardFiles {
    private static final String NO_RUNBOOK = "# Runbook\n\nThis build has none. It is deploy/RUNBOOK.md.\n";

    private BoardFiles() {}

    static List<PageRoute> routes() {
        byte @Nullable [] runbook = read("RUNBOOK.md");
        String text = runbook == null ? NO_RUNBOOK : new String(runbook, StandardCharsets.UTF_8);
        return List.of(
                file("/board.css", "text/css; charset=utf-8", read("board.css")),
                file("/board.js", "text/javascript; charset=utf-8", read("board.js")),
                file(
                        "/runbook",
                        "text/html; charset=utf-8",
                        HtmlWriter.document(RunbookPage.of(text)).getBytes(StandardCharsets.UTF_8)));
    }

    private static PageRoute file(String path, String contentType, byte @Nullable [] body) {
        if (body == null) {
            throw new IllegalStateException("the jar lacks " + path);
        }
        Page page = BoardFormat.secured(200, contentType, body);
        return PageRoute.get(path, request -> {
            request.query(Set.of());
            return Mono.just(page);
        });
    }

    private static byte @Nullable [] read(String name) {
        try (InputStream file = BoardFiles.class.getResourceAsStream(name)) {
            return file == null ? null : file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
