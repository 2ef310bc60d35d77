package io.metronome.ledger;

import io.metronome.command.Letter;

/**
 * A command that was read and has not ended.
 *
 * @param receivedAt when it was read from Kafka, milliseconds since the epoch
 * @param attempts calls tried so far
 * @param failures those of them that count against the limit
 * @param retryAt not to be tried before, milliseconds since the epoch; 0 when it was not tried
 * @param unknown whether the outcome of one of its calls is unknown
 * @param announced whether a call that must not be repeated was about to start: if nothing newer says what became of it,
 *     it may have been made
 */
public record Waiting(
        Letter letter, long receivedAt, int attempts, int failures, long retryAt, boolean unknown, boolean announced) {}
