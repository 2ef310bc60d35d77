package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.DailyCap;
import io.metronome.command.PaceRules;
import io.metronome.command.SendingHours;
import io.metronome.command.SendingHours.Window;
import io.metronome.delivery.HoldReason;
import io.metronome.delivery.InstanceState;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.CommandView.WaitingCommand;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.PaceView;
import io.metronome.dispatch.view.ViewResult;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a campaign is expected to end, and when it ends. */
@ExtendWith(SilentLogs.class)
class EstimatesTest {
    private static final String ONE = "1101000001";
    private static final double WITHIN = 0.02;
    private static final Duration PATIENCE = Duration.ofHours(3);

    @AutoClose
    private final Scenario scenario = new Scenario();

    /**
     * @param delay in milliseconds
     * @param jitter in percent
     * @param period minutes for which the hours are open, and then closed; 0 for no hours
     * @param cap calls until the day ends, after twenty minutes; 0 for no cap
     * @param hold minutes for which the instance is held, as the API says; 0 for no hold
     */
    @ParameterizedTest
    @CsvSource({
        "15000, 0, 0, 0, 0, 100",
        "15000, 30, 0, 0, 0, 100",
        "2000, 300, 0, 0, 0, 250",
        "1000, 200, 0, 0, 0, 600",
        "10000, 0, 1, 0, 0, 80",
        "10000, 100, 3, 0, 0, 60",
        "30000, 100, 5, 0, 0, 40",
        "5000, 50, 0, 40, 0, 150",
        "5000, 0, 2, 30, 0, 120",
        "700, 20, 4, 100, 0, 900",
        "15000, 0, 0, 0, 120, 120",
        "10000, 100, 0, 0, 90, 200"
    })
    void anEstimateIsNearTheTruth(int delay, int jitter, int period, int cap, int hold, int commands) {
        scenario.api().delay(ONE, Duration.ofMillis(delay));
        scenario.configuration().rules(rules(jitter, period, cap));
        scenario.run(Duration.ofSeconds(1));
        for (int i = 0; i < commands; i++) {
            scenario.status(ONE, "m" + i, "\"commandId\":\"id" + i + "\"");
        }
        scenario.run(Duration.ofSeconds(20));
        long heldUntil = scenario.broker().millis() + Duration.ofMinutes(hold).toMillis();
        hold(hold, heldUntil);
        long asked = scenario.broker().millis();
        long expected =
                Objects.requireNonNull(command("id" + (commands - 1)).why().expectedAt());
        long empty = Objects.requireNonNull(detail().emptyAt());
        assertThat(empty).isGreaterThan(expected);

        long end = asked + PATIENCE.toMillis();
        while (scenario.api().calls().size() < commands && scenario.broker().millis() < end) {
            scenario.run(Duration.ofSeconds(10));
            if (scenario.broker().millis() >= heldUntil) {
                scenario.api().authorizeAll();
            }
        }
        long last = scenario.api().calls().getLast().calendar().toEpochMilli();
        assertThat(scenario.api().calls()).hasSize(commands);
        assertThat(Math.abs(last - expected))
                .as("expected after %d s, it was after %d s", (expected - asked) / 1_000, (last - asked) / 1_000)
                .isLessThan((long) (WITHIN * (last - asked)));
    }

    @Test
    void tellsHoursAndCapOfAnInstance() {
        scenario.api().delay(ONE, Duration.ofSeconds(1));
        scenario.configuration().rules(rules(50, 1, 7));
        scenario.run(Duration.ofSeconds(1));
        for (int i = 0; i < 60; i++) {
            scenario.status(ONE, "m" + i, "\"commandId\":\"id" + i + "\"");
        }
        scenario.run(Duration.ofSeconds(30));
        PaceView pace = detail().pace();
        assertThat(pace.jitterPercent()).isEqualTo(50);
        assertThat(Objects.requireNonNull(pace.hours()).open()).isTrue();
        assertThat(Objects.requireNonNull(pace.cap()))
                .extracting(PaceView.CapView::limit, PaceView.CapView::calls)
                .containsExactly(7, 7);
        assertThat(command("id7").why().reason()).isEqualTo("DAILY_CAP");
        assertThat(command("id7").why().sentence())
                .startsWith(
                        "As many calls of the instance count today as its daily cap allows; the next are made from");

        scenario.configuration().rules(rules(0, 1, 0));
        scenario.worker().instancesChanged();
        scenario.run(Duration.ofSeconds(35));
        assertThat(Objects.requireNonNull(detail().pace().hours()).open()).isFalse();
        CommandView.WaitingCommand first = command("id59");
        assertThat(first.why().reason()).isEqualTo("HOURS");
        assertThat(first.why().sentence()).startsWith("The hours of the instance begin at ");
    }

    /* The worker learns of it within a minute, and of its end, which the API has told, within two. */
    private void hold(int minutes, long untilMillis) {
        if (minutes > 0) {
            scenario.api().state(ONE, new InstanceState.Held(HoldReason.SUSPENDED, "suspended", untilMillis));
            scenario.run(Duration.ofMinutes(2));
            assertThat(command("id40").why().reason()).isEqualTo("HELD");
        }
    }

    private static PaceRules rules(int jitter, int period, int cap) {
        PaceRules rules = PaceRules.NONE.withJitter(jitter);
        rules = period == 0 ? rules : rules.withHours(hours(period));
        ZoneOffset zone = ZoneOffset.ofTotalSeconds(-20 * 60);
        LocalDate first = LocalDate.of(2024, 10, 3);
        return cap == 0 ? rules : rules.withCap(new DailyCap(zone, 10_000, first, List.of(cap)));
    }

    private static SendingHours hours(int period) {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute += 2 * period) {
            windows.add(new Window(minute, minute + period));
        }
        Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, windows);
        }
        return new SendingHours(ZoneOffset.UTC, days, false);
    }

    private InstanceDetail detail() {
        return found(scenario.worker().views().instance(ONE));
    }

    private WaitingCommand command(String id) {
        return (WaitingCommand) found(scenario.worker().views().command(ONE, id));
    }

    private <T> T found(CompletableFuture<ViewResult<T>> answer) {
        scenario.run(Duration.ofMillis(100));
        assertThat(answer).isDone();
        return ((ViewResult.Present<T>) answer.join()).view();
    }
}
