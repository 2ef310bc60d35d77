package io.metronome.delivery;

import io.metronome.command.Secret;
import java.util.regex.Pattern;

/**
 * Removes the token from a text: the token itself, and the path segment behind the method, however it is spelled there.
 */
final class TokenRedaction {
    private static final String DOTS = "•••";
    private static final Pattern PATH =
            Pattern.compile("(waInstance[^/\\s]*/[^/\\s]+/)[^/\\s?#\"'<>\\\\]+", Pattern.CASE_INSENSITIVE);

    private final Secret token;

    TokenRedaction(Secret token) {
        this.token = token;
    }

    String of(String text) {
        String pathless = PATH.matcher(text).replaceAll("$1" + DOTS);
        String bare = token.reveal();
        return bare.isBlank()
                ? pathless
                : Pattern.compile(bare, Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                        .matcher(pathless)
                        .replaceAll(DOTS);
    }
}
