package io.metronome.delivery;

import org.jspecify.annotations.Nullable;

/** Why nothing is sent for an instance (GREEN-API docs, pages GetStateInstance, CommonErrors, 466-error-example-body). */
public enum HoldReason {
    /** Restarting, being created, or its phone is asleep: over within minutes, and mostly within seconds. */
    STARTING("starting"),
    /** Nobody has logged in. */
    NOT_AUTHORIZED("notAuthorized"),
    /** Banned by the messenger. */
    BLOCKED("blocked"),
    /** Suspected of spam. */
    YELLOW_CARD("yellowCard"),
    /** MAX: banned for a time, which getAccountSettings knows. */
    SUSPENDED("suspended"),
    /** MAX: waits for the password of the second factor. */
    PENDING_PASSWORD("pendingPassword"),
    /** Not paid for. */
    EXPIRED("expired"),
    /** Gone. */
    DELETED("deleted"),
    /** 401: the token is not the instance's. */
    TOKEN_REFUSED("tokenRefused"),
    /** 403: the instance is unknown at this address. */
    FORBIDDEN("forbidden"),
    /** 466: the quota of its plan is used up. */
    QUOTA("quota"),
    /** A state that the documentation did not know when this was written. */
    OTHER("other");

    private final String label;

    HoldReason(String label) {
        this.label = label;
    }

    /** As the API spells it, where it has a word for it; for people and for metrics. */
    public String label() {
        return label;
    }

    /** The reason of that label, {@link #OTHER} for one that only a newer worker knows. */
    public static HoldReason of(String label) {
        HoldReason found = find(label);
        return found == null ? OTHER : found;
    }

    private static @Nullable HoldReason find(String label) {
        for (HoldReason reason : values()) {
            if (reason.label.equals(label)) {
                return reason;
            }
        }
        return null;
    }
}
