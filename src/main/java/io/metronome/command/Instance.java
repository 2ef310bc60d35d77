package io.metronome.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One account at GREEN-API, as the instances file names it.
 *
 * @param id its digits; kept as text, since real ids outgrow what the documentation promises
 * @param apiUrl scheme, host and port, without a trailing slash
 * @param token the API token, a path segment of every URL
 * @param delay 500 ms to 24 h when the file rules the pace, null when getSettings does
 * @param rules what rules the pace beside the delay
 */
public record Instance(
        String id,
        String apiUrl,
        Secret token,
        Messenger messenger,
        @Nullable Duration delay,
        PaceRules rules) {

    /** An instance that only its delay paces. */
    public Instance(String id, String apiUrl, Secret token, Messenger messenger, @Nullable Duration delay) {
        this(id, apiUrl, token, messenger, delay, PaceRules.NONE);
    }
}
