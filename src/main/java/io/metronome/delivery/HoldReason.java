package io.metronome.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Why nothing is sent for an instance (GREEN-API docs, pages GetStateInstance, CommonErrors, 466-error-example-body).
 */
public enum HoldReason {
    /** Restarting, being created, or its phone is asleep: over within minutes, usually within seconds. */
    STARTING("starting", "it is starting, which takes seconds, or minutes when it is new"),
    /** No phone is logged in. */
    NOT_AUTHORIZED("notAuthorized", "logged out; its owner logs in again, in the console of GREEN-API"),
    /** Banned by the messenger. */
    BLOCKED("blocked", "banned by the messenger"),
    /** Suspected of spam. */
    YELLOW_CARD("yellowCard", "the messenger suspects it of spam"),
    /** MAX: banned for a time, whose end getAccountSettings tells. */
    SUSPENDED("suspended", "banned by the messenger for a time"),
    /** MAX: waits for the password of the second factor. */
    PENDING_PASSWORD("pendingPassword", "it waits for its password; its owner enters it in the console of GREEN-API"),
    /** The instance is not paid for. */
    EXPIRED("expired", "not paid for; its plan is in the console of GREEN-API"),
    /** The instance was deleted. */
    DELETED("deleted", "deleted at GREEN-API"),
    /** 401: the token does not belong to the instance. */
    TOKEN_REFUSED("tokenRefused", "its token in the instances file is wrong"),
    /** 403: the instance is unknown at this address. */
    FORBIDDEN("forbidden", "GREEN-API does not know it; its id or api-url in the instances file may be wrong"),
    /** 466: the quota of its plan is used up. */
    QUOTA("quota", "the quota of its plan is used up"),
    /** A state that was not documented when this was written. */
    OTHER("other", "a state that this version does not know");

    private final String label;
    private final String meaning;

    HoldReason(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** The label for people and metrics: the API's own word if it has one. */
    public String label() {
        return label;
    }

    /** The meaning for people who do not know the API's words. */
    public String meaning() {
        return meaning;
    }

    /** The reason of that label, {@link #OTHER} for a label that only a newer worker knows. */
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
