package io.metronome.observe.admin;

import io.metronome.observe.Page;
import io.metronome.observe.PageRoute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import reactor.core.publisher.Mono;

/** The description of the admin API for machines. */
final class OpenApi {
    private static final String FILE = "openapi.json";

    private OpenApi() {}

    static PageRoute route() {
        Page page = Page.json(200, document());
        return PageRoute.get("/openapi.json", request -> Mono.just(page));
    }

    private static byte[] document() {
        try (InputStream file = OpenApi.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks " + FILE);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
