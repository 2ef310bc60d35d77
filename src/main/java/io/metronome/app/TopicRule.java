package io.metronome.app;

import java.util.ArrayList;
import java.util.List;

/**
 * One setting that a topic of metronome must have.
 *
 * @param value the value for a new topic
 * @param fromReplication the rule applies to topics with at least so many replicas
 */
record TopicRule(String key, Bound bound, String value, int fromReplication) {
    private static final String HOUR = Long.toString(60L * 60 * 1000);
    private static final int DEAD_LETTER_HEADERS = 64 << 10;
    private static final int REPLICATED = 3;

    /** How far the setting of an existing topic may differ from the value. */
    enum Bound {
        EXACTLY,
        AT_MOST,
        AT_LEAST,
        /** A good choice for a new topic. An existing topic may have another value. */
        ANY
    }

    /** The rules for every topic, so that a failing broker loses no acknowledged records. */
    static List<TopicRule> common() {
        return List.of(
                new TopicRule("min.insync.replicas", Bound.ANY, "2", REPLICATED),
                new TopicRule("unclean.leader.election.enable", Bound.ANY, "false", REPLICATED));
    }

    /** The commands topic. Compaction would leave only one command of each instance. */
    static List<TopicRule> commands() {
        return with(common(), exactly("cleanup.policy", "delete"));
    }

    /** The dead letters: the rules for commands, and enough space for the largest command with its headers. */
    static List<TopicRule> deadLetters(long commandBytes) {
        return with(commands(), roomFor(commandBytes));
    }

    /** The control topic: only the latest record of each key counts. */
    static List<TopicRule> control() {
        return with(common(), exactly("cleanup.policy", "compact"));
    }

    /**
     * The ledger. No waiting command may be deleted by age. Tombstones outlive any restore, or commands that ended
     * would come back. Segments are small and closed soon, since the open one is never compacted. Its time is the
     * broker's, because a departure is stored as an age.
     */
    static List<TopicRule> ledger(long commandBytes) {
        return List.of(
                exactly("cleanup.policy", "compact"),
                exactly("message.timestamp.type", "LogAppendTime"),
                new TopicRule("segment.bytes", Bound.AT_MOST, Integer.toString(64 << 20), 1),
                new TopicRule("segment.ms", Bound.AT_MOST, HOUR, 1),
                new TopicRule("max.compaction.lag.ms", Bound.AT_MOST, HOUR, 1),
                new TopicRule("min.cleanable.dirty.ratio", Bound.AT_MOST, "0.2", 1),
                new TopicRule("delete.retention.ms", Bound.AT_LEAST, HOUR, 1),
                roomFor(commandBytes),
                new TopicRule("min.insync.replicas", Bound.AT_LEAST, "2", REPLICATED),
                new TopicRule("unclean.leader.election.enable", Bound.EXACTLY, "false", REPLICATED));
    }

    private static TopicRule exactly(String key, String value) {
        return new TopicRule(key, Bound.EXACTLY, value, 1);
    }

    private static TopicRule roomFor(long commandBytes) {
        return new TopicRule("max.message.bytes", Bound.AT_LEAST, Long.toString(commandBytes + DEAD_LETTER_HEADERS), 1);
    }

    private static List<TopicRule> with(List<TopicRule> rules, TopicRule one) {
        List<TopicRule> all = new ArrayList<>(rules);
        all.add(one);
        return all;
    }

    /** Whether a topic may have that value. */
    boolean holds(String actual) {
        return switch (bound) {
            case EXACTLY -> actual.equals(value);
            case AT_MOST -> Double.parseDouble(actual) <= Double.parseDouble(value);
            case AT_LEAST -> Double.parseDouble(actual) >= Double.parseDouble(value);
            case ANY -> true;
        };
    }

    /** The allowed values, for people. */
    String allowed() {
        return switch (bound) {
            case EXACTLY -> value;
            case AT_MOST -> "at most " + value;
            case AT_LEAST -> "at least " + value;
            case ANY -> "anything";
        };
    }
}
