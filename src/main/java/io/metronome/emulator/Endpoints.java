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
 * Every method that the emulator has: those of the catalogue, and those that ask an instance about itself, which no command
 * can name. The rates of the latter are those of GREEN-API's page ratelimiter; getMessagesCount stands in no table of it,
 * 1 is assumed.
 */
final class Endpoints {
    private static final Set<Messenger> BOTH = Set.of(WHATSAPP, MAX);
    private static final Set<Messenger> ONE = Set.of(WHATSAPP);

    static final Endpoint GET_SETTINGS = Endpoint.ask("getSettings", BOTH, AccountMethods::getSettings);
    static final Endpoint GET_STATE_INSTANCE = Endpoint.ask("getStateInstance", BOTH, AccountMethods::getStateInstance);

    private static final Map<String, Endpoint> BY_NAME = Stream.concat(
                    Catalogue.methods().stream().map(Endpoint::of),
                    Stream.of(
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
                            Endpoint.change("deleteStatus", ONE, 10, Statuses.TO_DELETE, Statuses::delete)))
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
