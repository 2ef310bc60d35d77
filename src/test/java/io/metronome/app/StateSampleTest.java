package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.app.Finding.Severity;
import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateSampleTest {
    @Test
    void isSpreadOverAll() {
        List<Instance> all = IntStream.range(0, 100)
                .mapToObj(i -> new Instance("" + i, "http://localhost", new Secret("t"), Messenger.WHATSAPP, null))
                .toList();
        assertThat(StateSample.of(all, 5)).extracting(Instance::id).containsExactly("0", "20", "40", "60", "80");
        assertThat(StateSample.of(all.subList(0, 2), 5)).hasSize(2);
        assertThat(StateSample.of(List.of(), 5)).isEmpty();
        assertThat(StateSample.of(all, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatToDoAboutEachHold(HoldReason reason) {
        Finding finding = StateSample.finding("7", new InstanceState.Held(reason, "its state is so", 0));
        assertThat(finding.severity()).isNotEqualTo(Severity.OK);
        assertThat(finding.text()).startsWith("7 sends nothing, " + reason.label() + ": its state is so");
        assertThat(finding.mend()).isNotEmpty();
    }

    @Test
    void failsWhereTheInstancesFileIsWrong() {
        assertThat(StateSample.finding("7", new InstanceState.Held(HoldReason.TOKEN_REFUSED, "401", 0))
                        .severity())
                .isEqualTo(Severity.FAILED);
        assertThat(StateSample.finding("7", new InstanceState.Held(HoldReason.BLOCKED, "x", 0))
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(StateSample.finding("7", new InstanceState.Unread(0, "no answer"))
                        .severity())
                .isEqualTo(Severity.FAILED);
        assertThat(StateSample.finding("7", new InstanceState.Authorized()).severity())
                .isEqualTo(Severity.OK);
    }
}
