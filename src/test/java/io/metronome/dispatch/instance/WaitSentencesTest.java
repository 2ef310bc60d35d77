package io.metronome.dispatch.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.HoldReason;
import io.metronome.dispatch.view.Why;
import io.metronome.pacing.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason has a word, a sentence, and a moment where one can be known. */
class WaitSentencesTest {
    private static final long NOW = Duration.ofHours(5).toNanos();
    private static final long NOW_MILLIS = Instant.parse("2026-11-27T03:13:35Z").toEpochMilli();
    private static final long IN_15_S = NOW + Duration.ofSeconds(15).toNanos();
    private static final String LOGGED_OUT =
            "The instance cannot send: " + HoldReason.NOT_AUTHORIZED.meaning() + " (notAuthorized)";
    private static final String NO_QUOTA =
            "The instance cannot send until 03:13:50 UTC: the quota of its plan is used up (quota)";
    private static final String NEVER_KNOWN = "; when it is sent cannot be known";

    /**
     * One case.
     *
     * @param expected the time of day; null where nobody can know
     */
    record Case(
            WaitReason reason,
            int ahead,
            String word,
            @Nullable String expected,
            String sentence) {}

    private static Stream<Case> cases() {
        return Stream.of(
                new Case(new WaitReason.Ready(), 0, "READY", "03:13:35", "It goes now"),
                new Case(
                        new WaitReason.Paced(IN_15_S),
                        14,
                        "PACE",
                        "03:17:20",
                        "14 commands ahead at a pace of 15 s; expected at 03:17:20 UTC"),
                new Case(
                        new WaitReason.Paced(IN_15_S),
                        0,
                        "PACE",
                        "03:13:50",
                        "It is next at a pace of 15 s; expected at 03:13:50 UTC"),
                new Case(
                        new WaitReason.BehindOthers(1),
                        1,
                        "PACE",
                        "03:13:50",
                        "1 command ahead at a pace of 15 s; expected at 03:13:50 UTC"),
                new Case(
                        new WaitReason.NotBefore(NOW_MILLIS + 86_400_000),
                        0,
                        "NOT_BEFORE",
                        "2026-11-28 03:13:35",
                        "It waits for its notBefore; expected at 2026-11-28 03:13:35 UTC or, behind other commands,"
                                + " later"),
                new Case(
                        new WaitReason.OutOfHours(IN_15_S),
                        0,
                        "HOURS",
                        "03:13:50",
                        "The hours of the instance begin at 03:13:50 UTC; expected at 03:13:50 UTC"),
                new Case(
                        new WaitReason.CapReached(IN_15_S),
                        0,
                        "DAILY_CAP",
                        "03:13:50",
                        "As many calls of the instance count today as its daily cap allows; the next are made from 03:13:50 UTC"
                                + " on; expected at 03:13:50 UTC"),
                new Case(
                        new WaitReason.Retry(IN_15_S, 2),
                        0,
                        "RETRY",
                        "03:13:50",
                        "2 calls failed and the next follows; expected at 03:13:50 UTC"),
                new Case(
                        new WaitReason.MethodLimit(IN_15_S),
                        1,
                        "METHOD_LIMIT",
                        "03:14:05",
                        "The API limits how often the instance may call this method; 1 command ahead; expected at"
                                + " 03:14:05 UTC"),
                new Case(
                        new WaitReason.DelayUnknown(),
                        0,
                        "DELAY_UNKNOWN",
                        null,
                        "The delay of the instance has to be read before its next call" + NEVER_KNOWN),
                new Case(
                        new WaitReason.Held(HoldReason.NOT_AUTHORIZED, "no phone", Pace.FAR),
                        3,
                        "HELD",
                        null,
                        LOGGED_OUT + "; 3 commands ahead" + NEVER_KNOWN),
                new Case(
                        new WaitReason.Held(HoldReason.QUOTA, "", IN_15_S),
                        0,
                        "HELD",
                        "03:13:50",
                        NO_QUOTA + "; expected at 03:13:50 UTC"),
                new Case(
                        new WaitReason.Held(HoldReason.QUOTA, "", IN_15_S),
                        1,
                        "HELD",
                        null,
                        NO_QUOTA + "; 1 command ahead" + NEVER_KNOWN),
                new Case(
                        new WaitReason.Paused(NOW_MILLIS + 60_000, "holiday"),
                        2,
                        "PAUSED",
                        "03:15:05",
                        "An operator has paused the instance until 03:14:35 UTC; 2 commands ahead; expected at"
                                + " 03:15:05 UTC"),
                new Case(
                        new WaitReason.Paused(Long.MAX_VALUE, ""),
                        0,
                        "PAUSED",
                        null,
                        "An operator has paused the instance" + NEVER_KNOWN),
                new Case(
                        new WaitReason.Cancelling(),
                        0,
                        "CANCELLING",
                        null,
                        "An operator has cancelled it, and it ends now"),
                new Case(
                        new WaitReason.StateAsked("403"),
                        0,
                        "STATE_ASKED",
                        null,
                        "The API answered 403, and the worker asks for the state of the instance" + NEVER_KNOWN),
                new Case(
                        new WaitReason.HostPaused(IN_15_S),
                        2,
                        "HOST_PAUSED",
                        "03:14:20",
                        "Nearly all of the last calls to the API's host failed, and sending to it pauses; 2 commands"
                                + " ahead; expected at 03:14:20 UTC"),
                new Case(
                        new WaitReason.HostProbed(),
                        0,
                        "HOST_PROBED",
                        null,
                        "Calls to the API's host failed, and a few calls show whether it works again" + NEVER_KNOWN),
                new Case(
                        new WaitReason.HostFull(),
                        0,
                        "HOST_FULL",
                        null,
                        "The API's host has as many calls in flight as its share allows" + NEVER_KNOWN),
                new Case(
                        new WaitReason.NoCapacity(),
                        0,
                        "NO_CAPACITY",
                        null,
                        "As many calls are in flight as delivery.max-in-flight allows" + NEVER_KNOWN),
                new Case(
                        new WaitReason.NoLease(),
                        0,
                        "NO_LEASE",
                        null,
                        "Kafka has not confirmed a checkpoint for a while, and the worker makes no calls until it does"
                                + NEVER_KNOWN),
                new Case(
                        new WaitReason.Unsaved(),
                        0,
                        "UNSAVED",
                        null,
                        "The worker makes no more calls before the next checkpoint is committed" + NEVER_KNOWN),
                new Case(
                        new WaitReason.Announcing(),
                        0,
                        "ANNOUNCING",
                        "03:13:35",
                        "The ledger is told of the call before it starts; expected at 03:13:35 UTC"),
                new Case(
                        new WaitReason.Restoring(),
                        0,
                        "RESTORING",
                        null,
                        "The partition of the instance is being restored or handed over" + NEVER_KNOWN),
                new Case(
                        new WaitReason.TakeoverWait(IN_15_S),
                        0,
                        "TAKEOVER",
                        "03:13:50",
                        "The former owner of the partition may still make calls; expected at 03:13:50 UTC"),
                new Case(
                        new WaitReason.InstanceMissing(IN_15_S),
                        0,
                        "INSTANCE_MISSING",
                        null,
                        "The instances file does not name the instance any more, and the command ends at 03:13:50 UTC"
                                + " unless it is named again"),
                new Case(
                        new WaitReason.InstanceMissing(Pace.FAR),
                        0,
                        "INSTANCE_MISSING",
                        null,
                        "The instances file does not name the instance any more, and the command waits until it is"
                                + " named again"),
                new Case(
                        new WaitReason.UnknownInstance(IN_15_S),
                        0,
                        "UNKNOWN_INSTANCE",
                        null,
                        "The instances file does not name the instance, and the command ends"),
                new Case(new WaitReason.InFlight(), 0, "IN_FLIGHT", null, "Its call is under way"),
                new Case(
                        new WaitReason.Confirming(IN_15_S),
                        0,
                        "CONFIRMING",
                        null,
                        "The API accepted the settings, and getSettings does not show them yet; the command ends at"
                                + " 03:13:50 UTC at the latest"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void explains(Case one) {
        Why why = WaitViews.of(turn(one.reason(), one.ahead(), 15_000, false, null));
        assertThat(why.reason()).isEqualTo(one.word());
        assertThat(why.sentence()).isEqualTo(one.sentence());
        assertThat(why.ahead()).isEqualTo(one.ahead());
        String at = one.expected() == null
                ? null
                : one.expected().replace(' ', 'T').replaceFirst("^(\\d\\d:)", "2026-11-27T$1") + "Z";
        assertThat(why.expectedAt())
                .isEqualTo(at == null ? null : (Long) Instant.parse(at).toEpochMilli());
    }

    @Test
    void explainsEveryReason() {
        List<Class<?>> explained =
                cases().<Class<?>>map(one -> one.reason().getClass()).toList();
        assertThat(explained).containsAll(Arrays.asList(WaitReason.class.getPermittedSubclasses()));
    }

    @Test
    void saysUntilWhenTheApiHolds() {
        WaitReason held = new WaitReason.Held(HoldReason.SUSPENDED, "until tomorrow", Pace.FAR);
        Why why = WaitViews.of(turn(held, 4, 15_000, false, NOW_MILLIS + 60_000));
        assertThat(why.until()).isEqualTo(NOW_MILLIS + 60_000);
        assertThat(why.detail()).isEqualTo("until tomorrow");
        assertThat(why.sentence())
                .startsWith("The instance cannot send until 03:14:35 UTC: banned by the messenger for a time")
                .endsWith("(suspended); 4 commands ahead; expected at 03:15:35 UTC");
    }

    @Test
    void doesNotGuessBehindAnUnknownDelay() {
        Why why = WaitViews.of(turn(new WaitReason.BehindOthers(2), 2, 0, false, null));
        assertThat(why.expectedAt()).isNull();
        assertThat(why.sentence()).isEqualTo("2 commands ahead" + NEVER_KNOWN);
    }

    @Test
    void namesTheFallback() {
        Why why = WaitViews.of(turn(new WaitReason.Paced(IN_15_S), 1, 1_000, true, null));
        assertThat(why.sentence()).isEqualTo("1 command ahead at the fallback pace of 1 s; expected at 03:13:51 UTC");
    }

    @Test
    void expectsNothingInThePast() {
        long past = NOW - Duration.ofSeconds(30).toNanos();
        assertThat(WaitViews.of(turn(new WaitReason.Paced(past), 0, 15_000, false, null))
                        .expectedAt())
                .isEqualTo(NOW_MILLIS);
    }

    @Test
    void shortensWhatTheApiSays() {
        WaitReason held = new WaitReason.Held(HoldReason.OTHER, "x".repeat(10_000), Pace.FAR);
        assertThat(WaitViews.of(turn(held, 0, 0, false, null)).detail()).hasSize(501);
    }

    @ParameterizedTest
    @CsvSource({"500,500 ms", "1000,1 s", "1500,1.5 s", "1050,1.05 s", "60000,60 s", "90000,90 s", "86400000,24 h"})
    void writesDurations(long millis, String text) {
        assertThat(WaitSentences.duration(millis)).isEqualTo(text);
    }

    private static Turn turn(
            WaitReason reason, int ahead, int delayMillis, boolean isGuessed, @Nullable Long heldUntil) {
        return new Turn(reason, NOW, NOW_MILLIS, ahead, (long) ahead * delayMillis, delayMillis, isGuessed, heldUntil);
    }
}
