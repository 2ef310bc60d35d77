package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicRuleTest {

    @Test
    void theLedgerIsCompactedSoonAndNeverDeleted() {
        Map<String, String> created = TopicRule.ledger(1_048_588).stream()
                .filter(rule -> rule.fromReplication() <= 3)
                .collect(Collectors.toMap(TopicRule::key, TopicRule::value));

        assertThat(created)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cleanup.policy", "compact",
                        "message.timestamp.type", "LogAppendTime",
                        "segment.bytes", "67108864",
                        "segment.ms", "3600000",
                        "max.compaction.lag.ms", "3600000",
                        "min.cleanable.dirty.ratio", "0.2",
                        "delete.retention.ms", "3600000",
                        "max.message.bytes", "1114124",
                        "min.insync.replicas", "2",
                        "unclean.leader.election.enable", "false"));
    }

    @Test
    void everyRuleHoldsForWhatItCreates() {
        assertThat(TopicRule.ledger(1)).allMatch(rule -> rule.holds(rule.value()));
        assertThat(TopicRule.deadLetters(1)).allMatch(rule -> rule.holds(rule.value()));
        assertThat(TopicRule.control()).allMatch(rule -> rule.holds(rule.value()));
    }

    @Test
    void aBoundLetsTheSafeSideThrough() {
        assertThat(new TopicRule("a", TopicRule.Bound.AT_MOST, "0.2", 1).holds("0.1"))
                .isTrue();
        assertThat(new TopicRule("a", TopicRule.Bound.AT_MOST, "0.2", 1).holds("0.5"))
                .isFalse();
        assertThat(new TopicRule("a", TopicRule.Bound.AT_LEAST, "10", 1).holds("9"))
                .isFalse();
        assertThat(new TopicRule("a", TopicRule.Bound.EXACTLY, "compact", 1).holds("compact,delete"))
                .isFalse();
    }
}
