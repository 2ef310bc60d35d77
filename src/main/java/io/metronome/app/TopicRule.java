package io.metronome.app;

import java.util.ArrayList;
import java.util.List;

/**
 * One setting that a topic of metronome's has to have.
 *
 * @param value what a topic is created with
 * @param fromReplication fewer replicas than this, and the rule does not apply
 */
record TopicRule(String key, Bound bound, String value, int fromReplication) {
    private static final String HOUR = Long.toString(60L * 60 * 1000);
    private static final int DEAD_LETTER_HEADERS = 64 << 10;
    private static final int REPLICATED = 3;

    /** How far an existing topic may be away from the value. */
    enum Bound {
        EXACTLY,
        AT_MOST,
        AT_LEAST,
        /** A good choice for a new topic; an existing one may have been set up otherwise. */
        ANY
    }

    /** What every topic is created with, so that no broker that fails takes acknowledged records along. */
    static List<TopicRule> common() {
        return List.of(
                new TopicRule("min.insync.replicas", Bound.ANY, "2", REPLICATED),
                new TopicRule("unclean.leader.election.enable", Bound.ANY, "false", REPLICATED));
    }

    /** Compaction would leave one command of each instance. */
    static List<TopicRule> commands() {
        return with(common(), exactly("cleanup.policy", "delete"));
    }

    /** As for commands, and room for the largest of them with its headers. */
    static List<TopicRule> deadLetters(long commandBytes) {
        return with(commands(), roomFor(commandBytes));
    }

    /** Only the last word of an operator on each matter counts. */
    static List<TopicRule> control() {
        return with(common(), exactly("cleanup.policy", "compact"));
    }

    /**
     * The ledger: no waiting command may be deleted by age; tombstones outlive any restore, or what has ended would
     * come back to life; segments are small and soon closed, since the open one is never compacted; its time is the
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

    /** What is allowed, for people. */
    String allowed() {
        return switch (bound) {
            case EXACTLY -> value;
            case AT_MOST -> "at most " + value;
            case AT_LEAST -> "at least " + value;
            case ANY -> "anything";
        };
    }
}
