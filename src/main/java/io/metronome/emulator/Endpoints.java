package io.metronome.emulator;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;

import io.metronome.command.Catalogue;
import io.metronome.command.Messenger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All methods of the emulated API: those of the catalogue, and others that no command can name, mostly about an
 * instance itself. The rates of the others are those of GREEN-API's page ratelimiter, except that of
 * getMessagesCount: no table has it, and 1 is assumed.
 */
final class Endpoints {
    private static final Set<Messenger> BOTH = Set.of(WHATSAPP, MAX);
    private static final Set<Messenger> ONE = Set.of(WHATSAPP);

    static final Endpoint GET_SETTINGS = Endpoint.get("getSettings", BOTH, AccountMethods::getSettings);
    static final Endpoint GET_STATE_INSTANCE = Endpoint.get("getStateInstance", BOTH, AccountMethods::getStateInstance);

    private static final Map<String, Endpoint> BY_NAME = Stream.concat(
                    Catalogue.methods().stream().map(Endpoint::of),
                    Stream.of(
                            GET_SETTINGS,
                            GET_STATE_INSTANCE,
                            Endpoint.get("getStatusInstance", BOTH, AccountMethods::getStatusInstance),
                            Endpoint.get("getWaSettings", ONE, AccountMethods::getAccount),
                            Endpoint.get("getAccountSettings", Set.of(MAX), AccountMethods::getAccount),
                            Endpoint.get("reboot", BOTH, AccountMethods::reboot),
                            Endpoint.get("showMessagesQueue", BOTH, AccountMethods::showQueue),
                            Endpoint.get("clearMessagesQueue", BOTH, AccountMethods::clearQueue),
                            Endpoint.get("getMessagesCount", BOTH, AccountMethods::countQueue),
                            Endpoint.get("getOutgoingStatuses", ONE, Statuses::outgoing),
                            Endpoint.get("getStatusStatistic", ONE, Statuses::statistic),
                            Endpoint.change("deleteStatus", ONE, 10, Statuses.TO_DELETE, Statuses::delete)))
            .collect(Collectors.toUnmodifiableMap(each -> lower(each.name()), Function.identity()));

    private Endpoints() {}

    /** The method with that name, in any case, or null if the messenger has none for the verb. */
    static @Nullable Endpoint find(String name, String verb, Messenger messenger) {
        Endpoint found = BY_NAME.get(lower(name));
        return found != null && found.fits(verb, messenger) ? found : null;
    }

    /** Returns true for the two methods that answer while an instance restarts. */
    static boolean answersWhileStarting(Endpoint endpoint) {
        return endpoint == GET_SETTINGS || endpoint == GET_STATE_INSTANCE;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
