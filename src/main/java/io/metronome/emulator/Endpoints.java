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
            Endpoint.message("sendTyping", 5, BodyChecks.TYPING_WHATSAPP, BodyChecks.TYPING_MAX, Sends::typing);
    static final Endpoint SEND_CONTACT =
            Endpoint.message("sendContact", 50, BodyChecks.CONTACT_WHATSAPP, BodyChecks.CONTACT_MAX, Sends::contact);
    static final Endpoint SEND_TEXT_STATUS = Endpoint.status("sendTextStatus", BodyChecks.TEXT_STATUS, Sends::status);
    static final Endpoint SEND_VOICE_STATUS =
            Endpoint.status("sendVoiceStatus", BodyChecks.VOICE_STATUS, Sends::status);
    static final Endpoint GET_SETTINGS = Endpoint.ask("getSettings", BOTH, AccountMethods::getSettings);
    static final Endpoint GET_STATE_INSTANCE = Endpoint.ask("getStateInstance", BOTH, AccountMethods::getStateInstance);

    private static final Map<String, Endpoint> BY_NAME = List.of(
                    SEND_TYPING,
                    SEND_CONTACT,
                    SEND_TEXT_STATUS,
                    SEND_VOICE_STATUS,
                    Endpoint.change("setSettings", BOTH, 1, BodyChecks.SETTINGS, AccountMethods::setSettings),
                    GET_SETTINGS,
                    GET_STATE_INSTANCE,
                    Endpoint.ask("getStatusInstance", BOTH, AccountMethods::getStatusInstance),
                    Endpoint.ask("getWaSettings", ONE, AccountMethods::getAccount),
                    Endpoint.ask("getAccountSettings", Set.of(MAX), AccountMethods::getAccount),
                    Endpoint.ask("reboot", BOTH, AccountMethods::reboot),
                    Endpoint.ask("showMessagesQueue", BOTH, AccountMethods::showQueue),
                    Endpoint.ask("clearMessagesQueue", BOTH, AccountMethods::clearQueue),
                    Endpoint.ask("getMessagesCount", BOTH, AccountMethods::countQueue),
                    Endpoint.ask("getOutgoingStatuses", ONE, Statuses::outgoing),
                    Endpoint.ask("getStatusStatistic", ONE, Statuses::statistic),
                    Endpoint.change("deleteStatus", ONE, 10, BodyChecks.DELETE_STATUS, Statuses::delete))
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
