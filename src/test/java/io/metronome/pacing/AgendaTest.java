package io.metronome.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda<String> agenda = new Agenda<>();

    @Test
    void wakesTheEarliestFirstAndEqualsInTheOrderOfAdding() {
        agenda.add("third", 20);
        agenda.add("first", 10);
        agenda.add("second", 10);
        assertThat(agenda.nextMillis()).isEqualTo(10);
        assertThat(agenda.poll(20)).isEqualTo("first");
        assertThat(agenda.poll(20)).isEqualTo("second");
        assertThat(agenda.poll(20)).isEqualTo("third");
        assertThat(agenda.poll(20)).isNull();
    }

    @Test
    void wakesNobodyBeforeTheirMoment() {
        agenda.add("later", 20);
        assertThat(agenda.poll(19)).isNull();
        assertThat(agenda.poll(20)).isEqualTo("later");
    }

    @Test
    void anEmptyOneHasNoMoment() {
        assertThat(agenda.nextMillis()).isEqualTo(Long.MAX_VALUE);
        assertThat(agenda.poll(Long.MAX_VALUE)).isNull();
    }
}
