package io.metronome.dispatch.view;

import org.jspecify.annotations.Nullable;

/**
 * Why nothing is sent for an instance.
 *
 * @param by the API's word for it, such as {@code notAuthorized}; {@code operator} for a pause
 * @param detail for people, without a token; may be empty
 * @param sinceMillis milliseconds since the epoch; null where nobody said
 * @param untilMillis when it may end, milliseconds since the epoch; null where that cannot be known
 */
public record HeldView(
        String by,
        String detail,
        @Nullable Long sinceMillis,
        @Nullable Long untilMillis) {}
