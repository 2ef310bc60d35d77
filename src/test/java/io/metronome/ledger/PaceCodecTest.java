package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PaceCodecTest {
    private static final MonotonicMoment NOW = new MonotonicMoment(0);
    private static final MonotonicMoment READ = new MonotonicMoment(1);
    private static final long READ_AGE = 60_000;
    private static final long APPENDED = 100_000;

    @Test
    void aDepartureIsDatedByTheBrokerLessItsAge() {
        assertThat(again(new RecordedDelay.UndatedDelay<>(15_000), 400, LedgerFormat.NEWEST))
                .isEqualTo(new Restored.RestoredPace(
                        "1", new BrokerMoment(APPENDED - 400), new RecordedDelay.UndatedDelay<>(15_000), 1_000));
    }

    @Test
    void aDepartureThatIsAnnouncedLiesAhead() {
        assertThat(again(new RecordedDelay.UndatedDelay<>(15_000), -400, LedgerFormat.NEWEST)
                        .departedAt())
                .isEqualTo(new BrokerMoment(APPENDED + 400));
    }

    @Test
    void aDelayKeepsWhatIsKnownOfIt() {
        assertThat(delay(new RecordedDelay.NoDelay<>(0))).isEqualTo(new RecordedDelay.NoDelay<>(0));
        assertThat(delay(new RecordedDelay.NoDelay<>(1_200_000))).isEqualTo(new RecordedDelay.NoDelay<>(1_200_000));
        assertThat(delay(new RecordedDelay.UndatedDelay<>(500))).isEqualTo(new RecordedDelay.UndatedDelay<>(500));
        assertThat(delay(new RecordedDelay.DatedDelay<>(500, READ)))
                .isEqualTo(new RecordedDelay.DatedDelay<>(500, new BrokerMoment(APPENDED - READ_AGE)));
        for (OptionalInt known : List.of(OptionalInt.empty(), OptionalInt.of(500))) {
            assertThat(delay(new RecordedDelay.DoubtedDelay<>(known, 15_000)))
                    .isEqualTo(new RecordedDelay.DoubtedDelay<>(known, 15_000));
        }
    }

    @Test
    void format2SaysOnlyWhetherADelayWasKnown() {
        LedgerFormat older = LedgerFormat.CONDITIONS;
        assertThat(again(new RecordedDelay.DatedDelay<>(500, READ), 0, older).delay())
                .isEqualTo(new RecordedDelay.UndatedDelay<>(500));
        assertThat(again(new RecordedDelay.DoubtedDelay<>(OptionalInt.of(500), 15_000), 0, older)
                        .delay())
                .isEqualTo(new RecordedDelay.UndatedDelay<>(500));
        assertThat(again(new RecordedDelay.NoDelay<>(500), 0, older).delay()).isEqualTo(new RecordedDelay.NoDelay<>(0));
    }

    private static RecordedDelay<BrokerMoment> delay(RecordedDelay<MonotonicMoment> delay) {
        return again(delay, 0, LedgerFormat.NEWEST).delay();
    }

    private static Restored.RestoredPace again(
            RecordedDelay<MonotonicMoment> delay, long departureAge, LedgerFormat format) {
        PaceRecord.Departed departed = new PaceRecord.Departed("1", NOW, delay, 1_000);
        byte[] value = PaceCodec.encode(departed, format, moment -> moment.equals(READ) ? READ_AGE : departureAge);
        return PaceCodec.decode(value, "1", APPENDED);
    }
}
