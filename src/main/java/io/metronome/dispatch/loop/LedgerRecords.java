package io.metronome.dispatch.loop;

/**
 * How many records the ledger holds of each kind: what the next owner of the partitions has to read, beside deleted
 * records that Kafka has not removed yet and one header for each partition.
 *
 * @param commands commands that wait. Many of them may share a record
 * @param paces last departures and delays of instances
 * @param conditions holds, limits and changes of settings of instances
 * @param sentIds the ids that a checkpoint has to remember, one record for each such checkpoint
 */
public record LedgerRecords(long commands, long paces, long conditions, long sentIds) {
    /** No records. */
    public static final LedgerRecords NONE = new LedgerRecords(0, 0, 0, 0);

    /** These records and others. */
    public LedgerRecords plus(LedgerRecords others) {
        return new LedgerRecords(
                commands + others.commands,
                paces + others.paces,
                conditions + others.conditions,
                sentIds + others.sentIds);
    }
}
