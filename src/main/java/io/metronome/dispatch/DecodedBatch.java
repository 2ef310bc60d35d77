package io.metronome.dispatch;

import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import java.util.List;

/**
 * The records that one poll brought of one partition, decoded.
 *
 * @param from the position at which the poll began to read
 * @param next the position behind it
 * @param receivedAt milliseconds since the epoch
 */
record DecodedBatch(int partition, long ownership, long from, List<DecodedRecord> records, long next, long receivedAt) {

    /** A record and what it turned out to be. */
    record DecodedRecord(CommandRecord commandRecord, Decoded decoded) {}
}
