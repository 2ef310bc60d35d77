package io.metronome.emulator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states of an instance (GREEN-API docs, pages GetStateInstance and common-errors). Only AUTHORIZED sends. */
public enum AccountState {
    AUTHORIZED("authorized"),
    NOT_AUTHORIZED("notAuthorized"),
    BLOCKED("blocked"),
    STARTING("starting"),
    SLEEP_MODE("sleepMode"),
    YELLOW_CARD("yellowCard"),
    SUSPENDED("suspended"),
    PENDING_PASSWORD("pendingPassword"),
    /** Not ready yet: getStateInstance answers {@code null}. */
    CREATING("creating"),
    /** Not paid for: every method answers 400. */
    EXPIRED("expired"),
    /** Deleted: every method answers 400. */
    DELETED("deleted");

    private final String wire;

    AccountState(String wire) {
        this.wire = wire;
    }

    /** The state as GREEN-API spells it. */
    public String wire() {
        return wire;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(AccountState::wire).toList();
    }

    static @Nullable AccountState find(String wire) {
        return Arrays.stream(values())
                .filter(state -> state.wire.equalsIgnoreCase(wire))
                .findFirst()
                .orElse(null);
    }

    /** The refusal of a call in this state, or null when the call is allowed. */
    @Nullable
    Response refusal(ApiMethod method) {
        return switch (this) {
            case STARTING, CREATING ->
                method.answersWhileStarting() ? null : Response.text(400, "instance in starting process try later");
            case EXPIRED -> Response.text(400, "Instance account is expired. Renew your instance from personal area");
            case DELETED -> Response.text(400, "Instance is deleted");
            case SUSPENDED -> method.queued() ? Response.text(403, "Your account is suspended") : null;
            case AUTHORIZED, NOT_AUTHORIZED, BLOCKED, SLEEP_MODE, YELLOW_CARD, PENDING_PASSWORD -> null;
        };
    }
}
