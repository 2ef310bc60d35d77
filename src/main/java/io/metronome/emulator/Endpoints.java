package io.metronome.emulator;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;

import io.metronome.command.Messenger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every method that the emulator has. The rates are those of GREEN-API's page ratelimiter; sendTyping and
 * getMessagesCount stand in no table of it, 5 and 1 are assumed.
 */
final class Endpoints {
    private static final Set<Messenger> BOTH = Set.of(WHATSAPP, MAX);
    private static final Set<Messenger> ONE = Set.of(WHATSAPP);

    static final Endpoint SEND_TYPING =
            Endpoint.message("sendTyping", 5, Bodies.TYPING_WHATSAPP, Bodies.TYPING_MAX, Sends::typing);
    static final Endpoint SEND_CONTACT =
            Endpoint.message("sendContact", 50, Bodies.CONTACT_WHATSAPP, Bodies.CONTACT_MAX, Sends::contact);
    static final Endpoint SEND_TEXT_STATUS = Endpoint.status("sendTextStatus", Bodies.TEXT_STATUS, Sends::status);
    static final Endpoint SEND_VOICE_STATUS = Endpoint.status("sendVoiceStatus", Bodies.VOICE_STATUS, Sends::status);
    static final Endpoint GET_SETTINGS = Endpoint.ask("getSettings", BOTH, Upkeep::getSettings);
    static final Endpoint GET_STATE_INSTANCE = Endpoint.ask("getStateInstance", BOTH, Upkeep::getStateInstance);

    private static final Map<String, Endpoint> BY_NAME = List.of(
                    SEND_TYPING,
                    SEND_CONTACT,
                    SEND_TEXT_STATUS,
                    SEND_VOICE_STATUS,
                    Endpoint.change("setSettings", BOTH, 1, Bodies.SETTINGS, Upkeep::setSettings),
                    GET_SETTINGS,
                    GET_STATE_INSTANCE,
                    Endpoint.ask("getStatusInstance", BOTH, Upkeep::getStatusInstance),
                    Endpoint.ask("getWaSettings", ONE, Upkeep::getAccount),
                    Endpoint.ask("getAccountSettings", Set.of(MAX), Upkeep::getAccount),
                    Endpoint.ask("reboot", BOTH, Upkeep::reboot),
                    Endpoint.ask("showMessagesQueue", BOTH, Upkeep::showQueue),
                    Endpoint.ask("clearMessagesQueue", BOTH, Upkeep::clearQueue),
                    Endpoint.ask("getMessagesCount", BOTH, Upkeep::countQueue),
                    Endpoint.ask("getOutgoingStatuses", ONE, Statuses::outgoing),
                    Endpoint.ask("getStatusStatistic", ONE, Statuses::statistic),
                    Endpoint.change("deleteStatus", ONE, 10, Bodies.DELETE_STATUS, Statuses::delete))
            .stream()
            .collect(Collectors.toUnmodifiableMap(each -> lower(each.name()), Function.identity()));

    private Endpoints() {}

    /** The method of that name in any case, or null where the messenger has none for that verb. */
    static @Nullable Endpoint find(String name, String verb, Messenger messenger) {
        Endpoint found = BY_NAME.get(lower(name));
        return found != null && found.fits(verb, messenger) ? found : null;
    }

    /** While an instance restarts, these two answer and nothing else does. */
    static boolean answersWhileStarting(Endpoint endpoint) {
        return endpoint == GET_SETTINGS || endpoint == GET_STATE_INSTANCE;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
