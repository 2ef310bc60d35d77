package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionalIdsTest {
    private final TransactionalIds ids = TransactionalIds.ofGroup("metronome");

    @Test
    void anIdNamesItsMember() {
        String member = "consumer-metronome-1-0f8fad5b-d9cb-469f-a165-70867728950e";
        assertThat(ids.member(ids.of(member, 12))).isEqualTo(member);
    }

    @Test
    void anIdBeginsWithTheGroupForWhoeverWritesAcls() {
        assertThat(ids.of("member", 1)).startsWith("metronome-");
    }

    @Test
    void aGroupWhoseNameBeginsAlikeIsAnother() {
        TransactionalIds others = TransactionalIds.ofGroup("metronome-x");
        assertThat(ids.member(others.of("member", 1))).isNull();
        assertThat(others.member(ids.of("member", 1))).isNull();
    }

    @Test
    void whatIsNoneOfOursNamesNobody() {
        assertThat(ids.member("metronome-0f8fad5b-d9cb-469f-a165-70867728950e")).isNull();
        assertThat(ids.member("")).isNull();
        assertThat(ids.member(ids.prefix())).isNull();
    }
}
