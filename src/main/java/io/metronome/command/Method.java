package io.metronome.command;

import java.util.Set;

/**
 * One entry of the catalogue: everything the worker, the emulator and the documentation need to know of an API method.
 *
 * @param name the method's name as the API spells it, lowerCamel
 * @param index its place in the catalogue, 0 and up; for arrays by method
 * @param messengers where the API offers it
 * @param paced whether its calls count for the instance's gap
 * @param perSecond requests a second that the API allows one instance
 * @param promise what a 200 must hold to be a success
 * @param whatsapp checks a body for WhatsApp; refuses all where {@code messengers} lacks it
 * @param max the same for MAX
 */
public record Method(
        String name,
        int index,
        Set<Messenger> messengers,
        boolean paced,
        int perSecond,
        Promise promise,
        BodyShape whatsapp,
        BodyShape max) {

    /** Checks the bodies that this method takes on a messenger. */
    public BodyShape shape(Messenger messenger) {
        return switch (messenger) {
            case WHATSAPP -> whatsapp;
            case MAX -> max;
        };
    }

    /** What a 200 must hold. */
    public enum Promise {
        /** A non-empty {@code idMessage}. */
        ID_MESSAGE,
        /** Nothing; an {@code idMessage} is taken where there is one (sendTyping's documentation disagrees with itself). */
        NOTHING,
        /** {@code "saveSettings": true}. */
        SAVE_SETTINGS
    }
}
