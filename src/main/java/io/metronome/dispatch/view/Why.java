package io.metronome.dispatch.view;

import org.jspecify.annotations.Nullable;

/**
 * Why a command has not been sent, in fields and in one sentence. Moments are milliseconds since the epoch.
 *
 * @param reason a word for machines, such as {@code PACE}
 * @param until when the reason may be over; null where time alone does not end it
 * @param ahead commands of its instance that go first, the one in flight included
 * @param detail what the API said, without a token; null where there is nothing to say
 * @param expectedAt when its call is expected to start; null where that cannot be known
 */
public record Why(
        String reason,
        @Nullable Long until,
        int ahead,
        @Nullable String detail,
        @Nullable Long expectedAt,
        String sentence) {}
