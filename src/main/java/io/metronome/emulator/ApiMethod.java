package io.metronome.emulator;

import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A method of the emulated API: its verb, the messengers that offer it, and what it is subject to. */
final class ApiMethod {
    private final String name;
    private final String verb;
    private final Map<Messenger, Terms> terms;
    private final @Nullable Method method;
    private final boolean whileStarting;

    /** The requests a second that a messenger allows one instance, and the body that it takes. */
    private record Terms(int perSecond, Rule body) {}

    private ApiMethod(
            String name, String verb, Map<Messenger, Terms> terms, @Nullable Method method, boolean whileStarting) {
        this.name = name;
        this.verb = verb;
        this.terms = terms;
        this.method = method;
        this.whileStarting = whileStarting;
    }

    /** A method of the catalogue: a POST with its limits and its bodies. */
    static ApiMethod of(Method method) {
        Map<Messenger, Terms> terms = new EnumMap<>(Messenger.class);
        method.offers()
                .forEach((messenger, offer) ->
                        terms.put(messenger, new Terms(offer.perSecond(), BodyRules.of(offer.body()))));
        return new ApiMethod(method.name(), "POST", terms, method, false);
    }

    /** A POST that is not in the catalogue. */
    static ApiMethod change(String name, Set<Messenger> messengers, int perSecond, Rule body) {
        return new ApiMethod(name, "POST", same(messengers, new Terms(perSecond, body)), null, false);
    }

    /** A GET with a limit of one call a second. */
    static ApiMethod get(String name, Set<Messenger> messengers) {
        return new ApiMethod(name, "GET", same(messengers, new Terms(1, ObjectRule.requiring())), null, false);
    }

    /** A copy that also answers while an instance starts. */
    ApiMethod evenWhileStarting() {
        return new ApiMethod(name, verb, terms, method, true);
    }

    private static Map<Messenger, Terms> same(Set<Messenger> messengers, Terms terms) {
        Map<Messenger, Terms> all = new EnumMap<>(Messenger.class);
        messengers.forEach(messenger -> all.put(messenger, terms));
        return all;
    }

    boolean fits(String otherVerb, Messenger messenger) {
        return verb.equals(otherVerb) && terms.containsKey(messenger);
    }

    /** The method's name as the API spells it. */
    String name() {
        return name;
    }

    /** Requests a second that a messenger allows one instance. */
    int perSecond(Messenger messenger) {
        return terms(messenger).perSecond();
    }

    boolean hasBody() {
        return verb.equals("POST");
    }

    Rule body(Messenger messenger) {
        return terms(messenger).body();
    }

    private Terms terms(Messenger messenger) {
        Terms found = terms.get(messenger);
        if (found == null) {
            throw new IllegalArgumentException(messenger + " does not offer " + name);
        }
        return found;
    }

    /** Returns true if its calls go through the instance's queue, and so count for the pace. */
    boolean queued() {
        return method != null && method.paced();
    }

    /** Returns true if showMessagesQueue lists its calls: not those of sendTyping, which promises no id. */
    boolean listed() {
        return method != null && method.paced() && method.promise() != Promise.NOTHING;
    }

    /** Returns true if the method is refused to an instance without access to statuses. */
    boolean needsStatusAccess() {
        return method != null && method.needsStatusAccess();
    }

    /** The typing time in milliseconds for a body that names none. */
    int typingDefault() {
        return method == null ? 0 : method.typingDefault();
    }

    /** Returns true if it answers while an instance starts. */
    boolean answersWhileStarting() {
        return whileStarting;
    }
}
