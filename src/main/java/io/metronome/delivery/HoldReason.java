package io.metronome.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Why nothing is sent for an instance (GREEN-API docs, pages GetStateInstance, CommonErrors, 466-error-example-body).
 */
public enum HoldReason {
    /** Restarting, being created, or its phone is asleep: over within minutes, usually within seconds. */
    STARTING("starting"),
    /** No phone is logged in. */
    NOT_AUTHORIZED("notAuthorized"),
    /** Banned by the messenger. */
    BLOCKED("blocked"),
    /** Suspected of spam. */
    YELLOW_CARD("yellowCard"),
    /** MAX: banned for a time, whose end getAccountSettings tells. */
    SUSPENDED("suspended"),
    /** MAX: waits for the password of the second factor. */
    PENDING_PASSWORD("pendingPassword"),
    /** The instance is not paid for. */
    EXPIRED("expired"),
    /** The instance was deleted. */
    DELETED("deleted"),
    /** 401: the token does not belong to the instance. */
    TOKEN_REFUSED("tokenRefused"),
    /** 403: the instance is unknown at this address. */
    FORBIDDEN("forbidden"),
    /** 466: the quota of its plan is used up. */
    QUOTA("quota"),
    /** A state that was not documented when this was written. */
    OTHER("other");

    private final String label;

    HoldReason(String label) {
        this.label = label;
    }

    /** The label for people and metrics: the API's own word if it has one. */
    public String label() {
        return label;
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
