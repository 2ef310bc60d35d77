package io.metronome.intake;

/** Says for people why a partition is not read any more, and what to do. */
final class Unreadable {
    private Unreadable() {}

    /** The data at that offset is damaged, or in a form that this client does not know. */
    static String data(long offset, Throwable failure) {
        return "the data at offset " + offset + " cannot be read. If a replica is damaged, remove its copy, so that"
                + " another replica leads. Otherwise delete the records up to the damage with kafka-delete-records.sh,"
                + " which loses them. Then restart the worker. Kafka's client says: " + inWords(failure);
    }

    /** The log ends before a position that was read already. */
    static String cut(long position) {
        return "it ends before offset " + position + ", which was read already: the topic was re-created, or its log"
                + " was truncated by an unclean leader election. New records cannot be told from those that were read."
                + " Put the topic back, or follow the runbook's section MetronomePartitionNotServed. Then restart the"
                + " worker";
    }

    /* The innermost says what is wrong; the others only that a fetch failed. */
    private static String inWords(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : inWords(failure.getCause());
    }
}
