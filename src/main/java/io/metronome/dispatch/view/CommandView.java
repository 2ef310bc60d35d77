package io.metronome.dispatch.view;

import org.jspecify.annotations.Nullable;

/** Where one command stands. Moments are milliseconds since the epoch. */
public sealed interface CommandView permits CommandView.WaitingCommand, EndedCommand {

    /** The word for people and machines. */
    String state();

    /**
     * It has not ended.
     *
     * @param attempts calls so far
     * @param lastAnswer null when no call was answered, or a former owner had the answer
     * @param receivedAt when it was read from Kafka
     * @param notBefore null when the producer named none
     * @param expiresAt null when it does not expire
     */
    record WaitingCommand(
            String instance,
            String commandId,
            String method,
            String priority,
            String state,
            Why why,
            int attempts,
            @Nullable AnswerView lastAnswer,
            long receivedAt,
            @Nullable Long notBefore,
            @Nullable Long expiresAt)
            implements CommandView {}
}
