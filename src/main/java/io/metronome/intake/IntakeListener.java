package io.metronome.intake;

import io.metronome.command.CommandRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Hears of the commands topic. All methods are called on the poll thread. */
public interface IntakeListener {

    /** Partitions became ours, each under a new ownership number. Nothing is read until {@link Intake#begin}. */
    void assigned(Map<Integer, Long> ownerships);

    /**
     * Partitions will be given back; they are ours until the returned stage ends. The poll thread waits for it.
     *
     * @return ends when no call is under way and no transaction is undecided for them
     */
    CompletionStage<?> revoked(Map<Integer, Long> ownerships);

    /** Partitions are somebody else's already: forget them, write nothing. */
    void lost(Map<Integer, Long> ownerships);

    /** What one poll brought. */
    void polled(List<Batch> batches);

    /** Whether another poll may bring records; asked before each. */
    boolean hasRoom();

    /** Retention overtook the position: the records from there on are gone unread, up to where reading goes on. */
    void skipped(int partition, long ownership, long from, long to);

    /**
     * What one poll brought of one partition.
     *
     * @param from the position before it: where reading began, or the end of the batch before
     * @param next the position after it, which may lie beyond the last letter: transaction markers take offsets too
     */
    record Batch(int partition, long ownership, long from, List<CommandRecord> commandRecords, long next) {}
}
