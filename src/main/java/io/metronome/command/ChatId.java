package io.metronome.command;

import io.metronome.command.shape.StringFormat;

/** The formats of chat ids. GREEN-API docs, page "Chat ID" of each messenger. */
final class ChatId {
    /** A WhatsApp phone number, group or hidden number. The API answers 400 to anything else. */
    static final StringFormat WHATSAPP = new StringFormat(
            "WhatsApp chat",
            "a WhatsApp chat such as 79001234567@c.us, 120363043968066561@g.us or 1234567890@lid",
            "[0-9]+(@c\\.us|@lid|(-[0-9]+)?@g\\.us)",
            ChatId::isWhatsApp);

    /** A WhatsApp phone number or hidden number: a group sees no status. */
    static final StringFormat WHATSAPP_PERSON = new StringFormat(
            "WhatsApp person",
            "a WhatsApp person such as 79001234567@c.us or 1234567890@lid",
            "[0-9]+(@c\\.us|@lid)",
            id -> isNumberBefore(id, "@c.us") || isNumberBefore(id, "@lid"));

    /** The number of a MAX chat, negative for groups. The API also accepts a phone number in WhatsApp's format. */
    static final StringFormat MAX = new StringFormat(
            "MAX chat",
            "a MAX chat as text of digits such as \"10000000\", or \"-10000000000000\" for a group",
            "(-?[0-9]+|[0-9]+@c\\.us)",
            ChatId::isMax);

    private ChatId() {}

    private static boolean isWhatsApp(String id) {
        return isNumberBefore(id, "@c.us") || isNumberBefore(id, "@lid") || isGroup(id);
    }

    /* The id of an older group is two numbers: the founder's phone number, and the time of its creation. */
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
