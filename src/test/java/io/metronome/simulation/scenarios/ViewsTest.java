package io.metronome.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.metronome.command.Reason;
import io.metronome.delivery.Answer;
import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.view.AnswerView;
import io.metronome.dispatch.view.Backlog;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.CommandView.WaitingCommand;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.HeldView;
import io.metronome.dispatch.view.InstanceDetail;
import io.metronome.dispatch.view.InstanceDetail.DelaySource;
import io.metronome.dispatch.view.InstancePage;
import io.metronome.dispatch.view.InstanceQuery;
import io.metronome.dispatch.view.InstanceQuery.Sort;
import io.metronome.dispatch.view.InstanceView.Activity;
import io.metronome.dispatch.view.PurgePreview;
import io.metronome.dispatch.view.ViewResult;
import io.metronome.simulation.workload.Operators;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Questions about instances and commands, and the answers of the whole pipeline. */
@ExtendWith(SilentLogs.class)
class ViewsTest {
    private static final String ONE = "1101000001";
    private static final String TWO = "1101000002";
    private static final Duration BRIEF = Duration.ofMillis(100);

    @AutoClose
    private final Scenario scenario = new Scenario();

    ViewsTest() {
        scenario.api().delay(ONE, Duration.ofSeconds(15));
        scenario.api().delay(TWO, Duration.ofSeconds(15));
        scenario.run(Duration.ofSeconds(1));
    }

    @Test
    void saysHowManyAreAheadAndWhenTheTurnComes() {
        for (int i = 0; i < 20; i++) {
            scenario.status(ONE, "m" + i, "\"commandId\":\"id" + i + "\"");
        }
        scenario.run(Duration.ofSeconds(20));
        WaitingCommand last = waiting(ONE, "id19");
        assertThat(last.state()).isEqualTo("waiting");
        assertThat(last.why().reason()).isEqualTo("PACE");
        assertThat(last.why().ahead()).isEqualTo(17);
        assertThat(last.why().sentence()).startsWith("17 commands ahead at a pace of 15 s; expected at ");
        assertThat(last.method()).isEqualTo("sendTextStatus");

        scenario.runUntil(() -> scenario.api().times(ONE).size() == 20);
        assertThat(last.why().expectedAt()).isCloseTo(scenario.broker().millis(), offset(500L));
    }

    @Test
    void tellsWhereTheReplyOfAnEndedCommandIs() {
        scenario.status(ONE, "good", "\"commandId\":\"good\"").run(Duration.ofSeconds(2));
        EndedCommand good = ended(ONE, "good");
        assertThat(good.state()).isEqualTo("accepted");
        assertThat(good.reason()).isNull();
        assertThat(good.reply().topic()).isEqualTo("results");
        assertThat(good.reply().byInstance()).isTrue();
        assertThat(good.attempts()).isEqualTo(1);

        scenario.api().answerNext(new Answer.Refused(400, "bad"));
        scenario.status(TWO, "bad", "\"commandId\":\"a/b %\"").run(Duration.ofSeconds(2));
        EndedCommand bad = ended(TWO, "a/b %");
        assertThat(bad.state()).isEqualTo("dead-letter");
        assertThat(bad.reason()).isEqualTo(Reason.REJECTED);
        assertThat(bad.reply().topic()).isEqualTo("dead-letters");

        scenario.produce("{\"idInstance\":\"" + ONE + "\",\"method\":\"nothing\",\"commandId\":\"wrong\",\"body\":{}}")
                .run(BRIEF);
        assertThat(ended(ONE, "wrong").reason()).isEqualTo(Reason.INVALID);
        scenario.status(ONE, "again", "\"commandId\":\"good\"").run(Duration.ofSeconds(20));
        assertThat(ended(ONE, "good").state()).as("a duplicate is not its end").isEqualTo("accepted");
    }

    @Test
    void forgetsAnEndedCommandAfterAnHour() {
        scenario.status(ONE, "good", "\"commandId\":\"good\"").run(Duration.ofMinutes(59));
        assertThat(ended(ONE, "good").state()).isEqualTo("accepted");
        scenario.run(Duration.ofMinutes(2));
        assertThat(command(ONE, "good")).isInstanceOf(ViewResult.Absent.class);
    }

    @Test
    void findsCommandsByTheirPositionAndThoseThatWaitForTheirMoment() {
        scenario.status(ONE, "first")
                .status(ONE, "second")
                .status(ONE, "tonight", "\"notBefore\":" + scenario.at(Duration.ofHours(3)), "\"commandId\":\"late\"")
                .run(Duration.ofSeconds(2));
        WaitingCommand second = waiting(ONE, "commands-0-1");
        assertThat(second.why().reason()).isEqualTo("PACE");
        assertThat(second.why().ahead()).isZero();
        WaitingCommand late = waiting(ONE, "late");
        assertThat(late.why().reason()).isEqualTo("NOT_BEFORE");
        assertThat(late.why().expectedAt()).isEqualTo(late.notBefore());
        assertThat(Objects.requireNonNull(instance(ONE).purge()).count())
                .as("those that wait for their notBefore count, too")
                .isEqualTo(2);

        scenario.run(Duration.ofHours(2));
        assertThat(waiting(ONE, "late").why().reason()).as("without a lane").isEqualTo("NOT_BEFORE");
        assertThat(command(ONE, "commands-0-77")).isInstanceOf(ViewResult.Absent.class);
        assertThat(command(ONE, "nobody")).isInstanceOf(ViewResult.Absent.class);
        assertThat(command(TWO, "late")).as("of another instance").isInstanceOf(ViewResult.Absent.class);
    }

    @Test
    void tellsTheLastAnswerAndTheRetry() {
        scenario.api().answerNext(new Answer.Again(500, "busy", 0, false));
        scenario.status(ONE, "a", "\"commandId\":\"a\"").run(Duration.ofMillis(500));
        WaitingCommand waiting = waiting(ONE, "a");
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.lastAnswer()).isEqualTo(new AnswerView(500, "busy"));
        assertThat(waiting.why().expectedAt()).isGreaterThan(scenario.broker().millis());
    }

    @Test
    void tellsOfHoldsAndOfThoseBehindThem() {
        scenario.api().answerAlways(ONE, new Answer.Held(466, "quota used up", HoldReason.QUOTA));
        scenario.api().hold(ONE, HoldReason.NOT_AUTHORIZED);
        scenario.status(ONE, "a", "\"commandId\":\"a\"")
                .status(ONE, "b", "\"commandId\":\"b\"")
                .run(Duration.ofMinutes(3));
        WaitingCommand second = waiting(ONE, "b");
        assertThat(second.why().reason()).isEqualTo("HELD");
        assertThat(second.why().ahead()).isEqualTo(1);
        assertThat(second.why().expectedAt()).isNull();

        InstanceDetail detail = instance(ONE);
        assertThat(detail.view().state()).isEqualTo(Activity.HELD);
        assertThat(held(ONE).by()).isEqualTo("notAuthorized");
        assertThat(detail.view().backlog()).isEqualTo(new Backlog(0, 2, 0));
        assertThat(detail.queue())
                .extracting(InstanceDetail.QueuedCommand::commandId)
                .containsExactly("a", "b");
        assertThat(detail.emptyAt()).isNull();
    }

    @Test
    void tellsOfPauses() {
        Operators operators = new Operators(scenario.broker());
        operators.pause(ONE, scenario.broker().millis() + 60_000);
        operators.pause(TWO);
        scenario.configuration().listed(TWO);
        scenario.run(Duration.ofSeconds(2))
                .status(ONE, "a", "\"commandId\":\"a\"")
                .status(ONE, "b", "\"commandId\":\"b\"")
                .run(Duration.ofSeconds(2));
        WaitingCommand second = waiting(ONE, "b");
        assertThat(second.why().reason()).isEqualTo("PAUSED");
        assertThat(second.why().ahead()).isEqualTo(1);
        assertThat(instance(ONE).view().state()).isEqualTo(Activity.PAUSED);
        assertThat(held(ONE).by()).isEqualTo("operator");
        assertThat(held(ONE).untilMillis()).isGreaterThan(scenario.broker().millis());
        assertThat(instance(TWO).view().state()).as("without a lane").isEqualTo(Activity.PAUSED);
        assertThat(page(new InstanceQuery(Sort.HELD_SINCE, true, 10, null)).total())
                .isEqualTo(1);
    }

    @Test
    void tellsOfAPauseWhileACallIsUnderWay() {
        scenario.api().latency(ONE, Duration.ofSeconds(10));
        Operators operators = new Operators(scenario.broker());
        scenario.status(ONE, "a", "\"commandId\":\"a\"")
                .status(ONE, "b", "\"commandId\":\"b\"")
                .run(Duration.ofSeconds(2));
        operators.pause(ONE);
        scenario.run(Duration.ofSeconds(2));
        assertThat(waiting(ONE, "a").why().reason()).isEqualTo("IN_FLIGHT");
        WaitingCommand second = waiting(ONE, "b");
        assertThat(second.why().reason()).isEqualTo("PAUSED");
        assertThat(second.why().ahead()).isEqualTo(1);
    }

    @Test
    void showsAnInstanceInDetail() {
        for (int i = 0; i < 30; i++) {
            scenario.status(ONE, "m" + i, "\"commandId\":\"id" + i + "\"", "\"priority\":\"bulk\"");
        }
        scenario.run(Duration.ofSeconds(1))
                .status(ONE, "code", "\"commandId\":\"code\"", "\"priority\":\"high\"")
                .run(Duration.ofSeconds(3));
        InstanceDetail detail = instance(ONE);
        assertThat(detail.view().delayMillis()).isEqualTo(15_000);
        assertThat(detail.delaySource()).isEqualTo(DelaySource.GET_SETTINGS);
        assertThat(detail.view().state()).isEqualTo(Activity.ACTIVE);
        assertThat(detail.queue()).hasSize(20);
        assertThat(detail.queue().getFirst().priority()).isEqualTo("high");
        assertThat(detail.outcomes())
                .singleElement()
                .extracting(EndedCommand::state)
                .isEqualTo("accepted");
        assertThat(Objects.requireNonNull(detail.purge()).count())
                .as("all but the first, which was sent")
                .isEqualTo(30);
        long left = Objects.requireNonNull(detail.emptyAt()) - scenario.broker().millis();
        assertThat(left).isBetween(29 * 15_000L, 32 * 15_000L);

        scenario.configuration().listed(TWO);
        assertThat(instance(TWO).view().state()).isEqualTo(Activity.IDLE);
        assertThat(instance(TWO).purge()).isEqualTo(PurgePreview.NOTHING);
        scenario.configuration().named("1101000009", false);
        assertThat(answer(scenario.worker().views().instance("1101000009"))).isInstanceOf(ViewResult.Absent.class);
    }

    @Test
    void countsNoCommandThatEndedWhileItWaited() {
        for (int i = 0; i < 5; i++) {
            scenario.status(
                    ONE,
                    "m" + i,
                    "\"commandId\":\"id" + i + "\"",
                    i == 2 ? "\"expiresAt\":" + scenario.at(Duration.ofSeconds(35)) : "\"priority\":\"normal\"");
        }
        scenario.run(Duration.ofSeconds(10));
        assertThat(instance(ONE).view().backlog().normal()).isEqualTo(4);
        // It takes the turn before its expiry.
        scenario.status(ONE, "code", "\"priority\":\"high\"").run(Duration.ofSeconds(27));
        assertThat(ended(ONE, "id2").reason()).isEqualTo(Reason.EXPIRED);
        assertThat(instance(ONE).view().backlog().normal()).isEqualTo(2);
        assertThat(waiting(ONE, "id4").why().ahead()).isEqualTo(1);
    }

    @Test
    void knowsNothingWhileItRestores() {
        scenario.stop().start();
        assertThat(command(ONE, "a")).isInstanceOfAny(ViewResult.StillRestoring.class, ViewResult.OwnedElsewhere.class);
    }

    private InstancePage page(InstanceQuery query) {
        return answer(scenario.worker().views().instances(query));
    }

    private InstanceDetail instance(String id) {
        return ((ViewResult.Present<InstanceDetail>)
                        answer(scenario.worker().views().instance(id)))
                .view();
    }

    private HeldView held(String id) {
        return Objects.requireNonNull(instance(id).view().held());
    }

    private WaitingCommand waiting(String instance, String commandId) {
        return (WaitingCommand) ((ViewResult.Present<CommandView>) command(instance, commandId)).view();
    }

    private EndedCommand ended(String instance, String commandId) {
        return (EndedCommand) ((ViewResult.Present<CommandView>) command(instance, commandId)).view();
    }

    private ViewResult<CommandView> command(String instance, String commandId) {
        return answer(scenario.worker().views().command(instance, commandId));
    }

    private <T> T answer(CompletableFuture<T> asked) {
        scenario.runUntil(asked::isDone);
        return asked.resultNow();
    }
}
