package io.metronome.command;

import io.metronome.command.shape.ObjectShape;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue: everything that the worker, the emulator, the schemas and the documentation need to
 * know of an API method.
 *
 * @param name the method's name as the API spells it, lowerCamel
 * @param index its place in the catalogue, 0 and up; for arrays by method
 * @param offers the messengers that have the method, each with its limit and its body
 * @param promise the content that a 200 must have to be a success
 * @param paced whether its calls go through the instance's queue at the API, and so count for the instance's gap
 * @param typingDefault the typing time in milliseconds that the API takes where a body names none; 0 when none
 * @param needsStatusAccess whether a 403 means that the instance has no access to statuses, which GREEN-API gives on
 *     request
 * @param repeatable whether a second call with the same body changes nothing
 */
public record Method(
        String name,
        int index,
        Map<Messenger, Offer> offers,
        Promise promise,
        boolean paced,
        int typingDefault,
        boolean needsStatusAccess,
        boolean repeatable) {

    public Method {
        offers = Collections.unmodifiableMap(new EnumMap<>(offers));
    }

    /** The content that a 200 must have to be a success. */
    public enum Promise {
        /** A non-empty {@code idMessage}. */
        ID_MESSAGE,
        /**
         * No content; an {@code idMessage} is used if there is one (the pages of sendTyping disagree).
         */
        NOTHING,
        /** {@code "saveSettings": true}. */
        SAVE_SETTINGS,
        /** A {@code messages} array that is not empty: the ids of the messages in the other chat. */
        MESSAGES,
        /** {@code "setRead": true}. */
        SET_READ
    }

    /**
     * A method as one messenger has it.
     *
     * @param perSecond requests a second that the API allows one instance
     * @param body the fields that the API documents for the request body
     * @param example a good request body as JSON; it is sent in tests and in the sandbox
     */
    public record Offer(int perSecond, ObjectShape body, String example) {}

    /** A paced method of that name whose 200 holds an {@code idMessage}, until the builder is told otherwise. */
    public static MethodBuilder named(String name) {
        return new MethodBuilder(name);
    }

    /** The messengers that have the method. */
    public Set<Messenger> messengers() {
        return offers.keySet();
    }

    /**
     * The method as that messenger has it.
     *
     * @throws IllegalArgumentException where the messenger does not have it
     */
    public Offer offer(Messenger messenger) {
        Offer offer = offers.get(messenger);
        if (offer == null) {
            throw new IllegalArgumentException(messenger + " does not offer " + name);
        }
        return offer;
    }

    /** Requests a second that every messenger allows one instance: the lowest limit of all that have the method. */
    public int perSecond() {
        int least = Integer.MAX_VALUE;
        for (Offer offer : offers.values()) {
            least = Math.min(least, offer.perSecond());
        }
        return least;
    }

    /**
     * Checks the request body that begins at {@code start} field by field; never throws, whatever the bytes are.
     *
     * @param unknownFieldsPass whether fields that the API does not document are let through
     */
    public CheckedBody check(Messenger messenger, byte[] json, int start, int length, boolean unknownFieldsPass) {
        @Nullable Offer offer = offers.get(messenger);
        return offer == null
                ? new CheckedBody(List.of("method: " + messenger + " does not offer " + name), 0, 0)
                : CheckedBody.of(offer.body(), json, start, length, unknownFieldsPass)
                        .orTyping(typingDefault);
    }
}
