package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void takesTheMendingFromTheEndOfAProblem() {
        Finding finding = Finding.problem("topics", "Topic x: does not exist; mend it with: metronome topics");
        assertThat(finding.text()).isEqualTo("Topic x: does not exist");
        assertThat(finding.mend()).isEqualTo("metronome topics");
        assertThat(finding.line())
                .isEqualTo("failed   topics    Topic x: does not exist; mend it with: metronome topics");
        assertThat(finding.fields())
                .containsEntry("level", "failed")
                .containsEntry("about", "topics")
                .containsEntry("mend", "metronome topics");
    }

    @Test
    void hasNoMendingWhereAllIsWell() {
        assertThat(Finding.ok("kafka", "it answers").line()).isEqualTo("ok       kafka     it answers");
        assertThat(Finding.ok("kafka", "it answers").fields()).doesNotContainKey("mend");
    }

    @Test
    void containsNoSecret() {
        Finding finding = Finding.warning(
                "api", "https://a.example/waInstance1101000001/getSettings/a-token is gone", "Bearer a-secret-of-32");
        assertThat(finding.line()).doesNotContain("a-token").doesNotContain("a-secret");
    }

    @Test
    void areCounted() {
        List<Finding> told = new ArrayList<>();
        Diagnosis diagnosis = new Diagnosis(told::add);
        diagnosis.judge("topics", List.of(), "they fit");
        diagnosis.judge("topics", List.of("one", "two"), "they fit");
        diagnosis.add(Finding.warning("clock", "late", "wind it"));
        assertThat(diagnosis.summary()).isEqualTo("1 ok, 1 warning, 2 failed");
        assertThat(told).hasSize(4);
        assertThat(diagnosis.fields()).containsEntry("ok", 1L).containsEntry("failed", 2L);
    }
}
