package io.metronome.emulator;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;

import io.metronome.command.Messenger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every method that the emulator has: the verb, where it is offered, requests a second and instance (GREEN-API docs, page
 * ratelimiter; sendTyping and getMessagesCount stand in no table of it, 5 and 1 are assumed), the body, what it does.
 */
enum Endpoint {
    SEND_TYPING(
            "sendTyping", "POST", Set.of(WHATSAPP, MAX), 5, Bodies.TYPING_WHATSAPP, Bodies.TYPING_MAX, Sends::typing),
    SEND_CONTACT(
            "sendContact",
            "POST",
            Set.of(WHATSAPP, MAX),
            50,
            Bodies.CONTACT_WHATSAPP,
            Bodies.CONTACT_MAX,
            Sends::toChat),
    SEND_TEXT_STATUS("sendTextStatus", 5, Bodies.TEXT_STATUS, Sends::status),
    SEND_VOICE_STATUS("sendVoiceStatus", 5, Bodies.VOICE_STATUS, Sends::status),
    DELETE_STATUS("deleteStatus", 10, Bodies.DELETE_STATUS, Statuses::delete),
    SET_SETTINGS(
            "setSettings", "POST", Set.of(WHATSAPP, MAX), 1, Bodies.SETTINGS, Bodies.SETTINGS, Upkeep::setSettings),
    GET_SETTINGS("getSettings", Set.of(WHATSAPP, MAX), Upkeep::getSettings),
    GET_STATE_INSTANCE("getStateInstance", Set.of(WHATSAPP, MAX), Upkeep::getStateInstance),
    GET_WA_SETTINGS("getWaSettings", Set.of(WHATSAPP), Upkeep::getAccount),
    GET_ACCOUNT_SETTINGS("getAccountSettings", Set.of(MAX), Upkeep::getAccount),
    REBOOT("reboot", Set.of(WHATSAPP, MAX), Upkeep::reboot),
    SHOW_MESSAGES_QUEUE("showMessagesQueue", Set.of(WHATSAPP, MAX), Upkeep::showQueue),
    CLEAR_MESSAGES_QUEUE("clearMessagesQueue", Set.of(WHATSAPP, MAX), Upkeep::clearQueue),
    GET_MESSAGES_COUNT("getMessagesCount", Set.of(WHATSAPP, MAX), Upkeep::countQueue),
    GET_OUTGOING_STATUSES("getOutgoingStatuses", Set.of(WHATSAPP), Statuses::outgoing),
    GET_STATUS_STATISTIC("getStatusStatistic", Set.of(WHATSAPP), Statuses::statistic);

    private static final Map<String, Endpoint> BY_NAME = new HashMap<>();

    static {
        for (Endpoint endpoint : values()) {
            BY_NAME.put(endpoint.wire.toLowerCase(Locale.ROOT), endpoint);
        }
    }

    private final String wire;
    private final String verb;
    private final Set<Messenger> messengers;
    private final int perSecond;
    private final Rule whatsapp;
    private final Rule max;
    private final Deed deed;

    Endpoint(String wire, String verb, Set<Messenger> messengers, int perSecond, Rule whatsapp, Rule max, Deed deed) {
        this.wire = wire;
        this.verb = verb;
        this.messengers = messengers;
        this.perSecond = perSecond;
        this.whatsapp = whatsapp;
        this.max = max;
        this.deed = deed;
    }

    /** A POST that WhatsApp alone has. */
    Endpoint(String wire, int perSecond, Rule body, Deed deed) {
        this(wire, "POST", Set.of(WHATSAPP), perSecond, body, body, deed);
    }

    /** A GET, once a second. */
    Endpoint(String wire, Set<Messenger> messengers, Deed deed) {
        this(wire, "GET", messengers, 1, Bodies.NOTHING, Bodies.NOTHING, deed);
    }

    /** The method of that name in any case, or null where the messenger has none for that verb. */
    static @Nullable Endpoint find(String name, String verb, Messenger messenger) {
        Endpoint found = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return found != null && found.verb.equals(verb) && found.messengers.contains(messenger) ? found : null;
    }

    /** The method's name as the API spells it. */
    String wire() {
        return wire;
    }

    int perSecond() {
        return perSecond;
    }

    boolean hasBody() {
        return verb.equals("POST");
    }

    Rule body(Messenger messenger) {
        return messenger == WHATSAPP ? whatsapp : max;
    }

    /** Whether its calls go through the instance's queue, and so count for the pace. */
    boolean queued() {
        return switch (this) {
            case SEND_TYPING, SEND_CONTACT, SEND_TEXT_STATUS, SEND_VOICE_STATUS -> true;
            default -> false;
        };
    }

    boolean answersWhileStarting() {
        return this == GET_SETTINGS || this == GET_STATE_INSTANCE;
    }

    Response answer(Account account, Ask ask) {
        return deed.answer(account, ask);
    }

    /** What a method does with a call that is allowed, valid and within its rate. */
    @FunctionalInterface
    interface Deed {
        Response answer(Account account, Ask ask);
    }
}
