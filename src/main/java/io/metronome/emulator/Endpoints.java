package io.metronome.emulator;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.emulator.ApiMethod.get;

import io.metronome.command.Catalogue;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
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

    private static final Map<String, Endpoint> BY_NAME = Stream.concat(
                    Catalogue.methods().stream().map(Endpoints::catalogued),
                    Stream.of(
                            new Endpoint(get("getSettings", BOTH).evenWhileStarting(), AccountMethods::getSettings),
                            new Endpoint(
                                    get("getStateInstance", BOTH).evenWhileStarting(),
                                    AccountMethods::getStateInstance),
                            new Endpoint(get("getStatusInstance", BOTH), AccountMethods::getStatusInstance),
                            new Endpoint(get("getWaSettings", ONE), AccountMethods::getAccount),
                            new Endpoint(get("getAccountSettings", Set.of(MAX)), AccountMethods::getAccount),
                            new Endpoint(get("reboot", BOTH), AccountMethods::reboot),
                            new Endpoint(get("showMessagesQueue", BOTH), AccountMethods::showQueue),
                            new Endpoint(get("clearMessagesQueue", BOTH), AccountMethods::clearQueue),
                            new Endpoint(get("getMessagesCount", BOTH), AccountMethods::countQueue),
                            new Endpoint(get("getOutgoingStatuses", ONE), Statuses::outgoing),
                            new Endpoint(get("getStatusStatistic", ONE), Statuses::statistic),
                            new Endpoint(
                                    ApiMethod.change("getChatHistory", BOTH, 1, ChatJournal.TO_LIST),
                                    ChatJournal::ofChat),
                            new Endpoint(
                                    ApiMethod.change("getMessage", ONE, 10, ChatJournal.TO_FIND), ChatJournal::one),
                            new Endpoint(get("lastOutgoingMessages", BOTH), ChatJournal::outgoing),
                            new Endpoint(get("lastIncomingMessages", BOTH), ChatJournal::incoming)))
            .collect(Collectors.toUnmodifiableMap(each -> lower(each.method().name()), Function.identity()));

    private Endpoints() {}

    /** The method with that name, in any case, or null if the messenger has none for the verb. */
    static @Nullable Endpoint find(String name, String verb, Messenger messenger) {
        Endpoint found = BY_NAME.get(lower(name));
        return found != null && found.method().fits(verb, messenger) ? found : null;
    }

    private static Endpoint catalogued(Method method) {
        return new Endpoint(ApiMethod.of(method), Sends.of(method));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
