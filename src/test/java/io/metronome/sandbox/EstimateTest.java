package io.metronome.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void saysWhenTheQueueWillBeEmpty() {
        assertThat(Estimate.inWords(
                        "1101000001",
                        "{\"backlog\":{\"high\":1,\"normal\":2,\"bulk\":13},\"emptyAt\":\"2026-11-28T10:00:07.500Z\"}"))
                .contains("16 commands of 1101000001 wait; empty at ", ":07");
    }

    @Test
    void saysThatItIsNotKnown() {
        assertThat(Estimate.inWords("1101000001", "{\"backlog\":{\"high\":0,\"normal\":2,\"bulk\":0}}"))
                .contains("2 commands", "an unknown time");
    }
}
