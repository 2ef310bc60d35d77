package io.metronome.emulator;

import static io.metronome.emulator.VirtualDesk.MAX;
import static io.metronome.emulator.VirtualDesk.STATUS;
import static io.metronome.emulator.VirtualDesk.WHATSAPP;
import static io.metronome.emulator.VirtualDesk.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of an instance: the calls that each state allows, and how it ends. */
class StatesTest {
    private static final String CONTACT = "{\"chatId\":\"1\",\"contact\":{\"chatId\":\"20000001\"}}";

    private final VirtualDesk desk = new VirtualDesk();

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CREATING", "EXPIRED", "DELETED"})
    void saysItsState(AccountState state) {
        desk.account(MAX).become(state, desk.now());

        assertThat(text(desk.get(MAX, "getStateInstance"))).isEqualTo("{\"stateInstance\":\"" + state.wire() + "\"}");
        String status = text(desk.get(MAX, "getStatusInstance"));
        switch (state) {
            case AUTHORIZED -> assertThat(status).isEqualTo("{\"statusInstance\":\"online\"}");
            case STARTING -> assertThat(status).isEqualTo("instance in starting process try later");
            default -> assertThat(status).isEqualTo("{\"statusInstance\":\"offline\"}");
        }
    }

    @Test
    void saysNullWhileItIsCreated() {
        desk.account(WHATSAPP).become(AccountState.CREATING, desk.now());

        assertThat(text(desk.get(WHATSAPP, "getStateInstance"))).isEqualTo("null");
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPIRED", "DELETED"})
    void saysNothingElseWhenItIsUnpaidOrGone(AccountState state) {
        desk.account(WHATSAPP).become(state, desk.now());

        assertThat(desk.get(WHATSAPP, "getStateInstance").status()).isEqualTo(400);
        assertThat(desk.get(WHATSAPP, "getSettings").status()).isEqualTo(400);
        assertThat(desk.get(WHATSAPP, "reboot").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "getWaSettings",
                "getStatusInstance",
                "reboot",
                "showMessagesQueue",
                "clearMessagesQueue",
                "getMessagesCount",
                "getOutgoingStatuses",
                "getStatusStatistic"
            })
    void answersOnlyForItselfWhileItStarts(String method) {
        desk.get(WHATSAPP, "reboot");
        desk.pass(Duration.ofMillis(2_999));

        assertThat(text(desk.get(WHATSAPP, method))).isEqualTo("instance in starting process try later");
        assertThat(desk.get(WHATSAPP, "getSettings").status()).isEqualTo(200);
        assertThat(text(desk.get(WHATSAPP, "getStateInstance"))).contains("starting");
        desk.pass(Duration.ofMillis(1));
        assertThat(desk.account(WHATSAPP).state()).isEqualTo(AccountState.AUTHORIZED);
    }

    @Test
    void endsASuspensionWhenItSaysThatItEnds() {
        long before = desk.now().millis() / 1_000;
        desk.account(MAX).suspend(Duration.ofSeconds(90), desk.now());
        desk.pass(Duration.ofSeconds(30));

        assertThat(text(desk.get(MAX, "getAccountSettings")))
                .contains("\"stateInstance\":\"suspended\"", "\"suspendedUntil\":" + (before + 90));
        assertThat(desk.post(MAX, "sendContact", CONTACT).status()).isEqualTo(403);
        desk.pass(Duration.ofSeconds(60));
        assertThat(text(desk.get(MAX, "getAccountSettings")))
                .contains("authorized")
                .doesNotContain("suspendedUntil");
        assertThat(desk.post(MAX, "sendContact", CONTACT).status()).isEqualTo(200);
    }

    @Test
    void suspendsForAnHourWhereNothingElseIsSaid() {
        desk.account(MAX).become(AccountState.SUSPENDED, desk.now());
        assertThat(desk.pass(Duration.ofMinutes(59)).account(MAX).state()).isEqualTo(AccountState.SUSPENDED);
        assertThat(desk.pass(Duration.ofMinutes(1)).account(MAX).state()).isEqualTo(AccountState.AUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource({"YELLOW_CARD, AUTHORIZED, 1", "NOT_AUTHORIZED, NOT_AUTHORIZED, 0", "BLOCKED, BLOCKED, 0"})
    void sendsAfterARebootOnlyWhatAYellowCardHeldBack(AccountState state, AccountState after, int left) {
        desk.account(WHATSAPP).become(state, desk.now());
        assertThat(desk.post(WHATSAPP, "sendTextStatus", STATUS).status()).isEqualTo(200);
        desk.get(WHATSAPP, "reboot");
        desk.pass(Duration.ofSeconds(3));

        assertThat(desk.account(WHATSAPP).state()).isEqualTo(after);
        assertThat(desk.account(WHATSAPP).outbox().left()).isEqualTo(left);
    }

    @Test
    void dropsAfterADayWhatCouldNotLeave() {
        desk.account(WHATSAPP).become(AccountState.BLOCKED, desk.now());
        desk.post(WHATSAPP, "sendTextStatus", STATUS);
        desk.pass(Duration.ofHours(24)).pass(Duration.ofMillis(1));
        desk.account(WHATSAPP).become(AccountState.AUTHORIZED, desk.now());

        assertThat(desk.account(WHATSAPP).outbox().left()).isZero();
        assertThat(desk.account(WHATSAPP).outbox().dropped()).isEqualTo(1);
    }

    @Test
    void refusesInsteadOfKeepingWhenItIsTold() {
        VirtualDesk strict = new VirtualDesk(settings -> settings.withUnauthorized(Unauthorized.REFUSE), Plan.BUSINESS);
        strict.account(WHATSAPP).become(AccountState.NOT_AUTHORIZED, strict.now());

        assertThat(text(strict.post(WHATSAPP, "sendTextStatus", STATUS)))
                .isEqualTo("instance is starting or not authorized");
        assertThat(text(strict.get(WHATSAPP, "getStateInstance"))).contains("notAuthorized");
        strict.account(WHATSAPP).become(AccountState.AUTHORIZED, strict.now());
        assertThat(strict.post(WHATSAPP, "sendTextStatus", STATUS).status()).isEqualTo(200);
    }

    @Test
    void givesAwayOnlyItsOwnContacts() {
        desk.account(MAX).knows(Set.of("20000002"));
        assertThat(text(desk.post(MAX, "sendContact", CONTACT)))
                .contains("\"statusCode\":400", "\"message\":\"Contact 20000001 not found\"");
        desk.account(MAX).knows((Set<String>) null);
        assertThat(desk.post(MAX, "sendContact", CONTACT).status()).isEqualTo(200);
    }
}
