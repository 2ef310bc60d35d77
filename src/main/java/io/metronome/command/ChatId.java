package io.metronome.command;

import io.metronome.command.shape.StringFormat;

/** How chats are named; a group's id the service alone makes up. GREEN-API docs, page "Chat ID" of each messenger. */
final class ChatId {
    /** A phone number, a group or a hidden number at WhatsApp. The API answers 400 to anything else. */
    static final StringFormat WHATSAPP = new StringFormat(
            "a WhatsApp chat such as 79001234567@c.us, 120363043968066561@g.us or 1234567890@lid", ChatId::isWhatsApp);

    /** A chat's number at MAX, negative for groups; a phone number as WhatsApp writes it is tolerated by the API. */
    static final StringFormat MAX = new StringFormat(
            "a MAX chat as text of digits such as \"10000000\", or \"-10000000000000\" for a group", ChatId::isMax);

    private ChatId() {}

    private static boolean isWhatsApp(String id) {
        return isNumberBefore(id, "@c.us") || isNumberBefore(id, "@lid") || isGroup(id);
    }

    /* Older groups are two numbers: the founder's, and the moment. */
    private static boolean isGroup(String id) {
        int dash = id.indexOf('-');
        return dash < 0
                ? isNumberBefore(id, "@g.us")
                : Digits.are(id, 0, dash) && id.endsWith("@g.us") && Digits.are(id, dash + 1, id.length() - 5);
    }

    private static boolean isMax(String id) {
        return Digits.are(id, id.startsWith("-") ? 1 : 0, id.length()) || isNumberBefore(id, "@c.us");
    }

    private static boolean isNumberBefore(String id, String suffix) {
        return id.endsWith(suffix) && Digits.are(id, 0, id.length() - suffix.length());
    }
}
