package io.metronome.intake;

import io.metronome.command.CommandRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Receives what happens on the commands topic. All methods are called on the poll thread. */
public interface IntakeListener {

    /** We were assigned partitions, each under a new ownership number. Nothing is read until {@link Intake#begin}. */
    void assigned(Map<Integer, Long> ownerships);

    /**
     * Partitions will be given back. They are ours until the returned stage ends. The poll thread waits for it.
     *
     * @return ends when no call is in flight and no transaction is undecided for the partitions
     */
    CompletionStage<?> revoked(Map<Integer, Long> ownerships);

    /** Partitions have been lost to another worker: forget them, write nothing. */
    void lost(Map<Integer, Long> ownerships);

    /** The batches of one poll. */
    void polled(List<Batch> batches);

    /** Whether another poll may bring records. Asked before each poll. */
    boolean hasRoom();

    /**
     * Retention overtook the position: the records from {@code from} up to {@code to} are gone unread, and reading
     * continues at {@code to}.
     */
    void skipped(int partition, long ownership, long from, long to);

    /**
     * A partition is not read any more, although it is still ours. What was read of it is sent as before.
     *
     * @param why the reason and what to do about it, for people
     */
    void stopped(int partition, long ownership, String why);

    /**
     * The records of one partition in one poll.
     *
     * @param from the position before the batch: where reading began, or the end of the batch before
     * @param next the position after the batch, which may be beyond the last record, since transaction markers take
     *     offsets too
     */
    record Batch(int partition, long ownership, long from, List<CommandRecord> commandRecords, long next) {}
}
