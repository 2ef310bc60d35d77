package io.metronome.emulator;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;

import io.metronome.command.Messenger;
import java.util.Set;

/** One method of the API: the verb, where it is offered, requests a second and instance, the body, what it does. */
final class Endpoint {
    private static final Set<Messenger> BOTH = Set.of(WHATSAPP, MAX);

    private final String name;
    private final String verb;
    private final Set<Messenger> messengers;
    private final int perSecond;
    private final boolean queued;
    private final Rule whatsapp;
    private final Rule max;
    private final Deed deed;

    /** What a method does with a call that is allowed, valid and within its rate. */
    @FunctionalInterface
    interface Deed {
        Response answer(Account account, ApiCall ask);
    }

    private Endpoint(
            String name,
            String verb,
            Set<Messenger> messengers,
            int perSecond,
            boolean queued,
            Rule whatsapp,
            Rule max,
            Deed deed) {
        this.name = name;
        this.verb = verb;
        this.messengers = messengers;
        this.perSecond = perSecond;
        this.queued = queued;
        this.whatsapp = whatsapp;
        this.max = max;
        this.deed = deed;
    }

    /** A POST of both messengers whose message goes into the queue. */
    static Endpoint message(String name, int perSecond, Rule whatsapp, Rule max, Deed deed) {
        return new Endpoint(name, "POST", BOTH, perSecond, true, whatsapp, max, deed);
    }

    /** A POST of WhatsApp alone whose status goes into the queue; five times a second. */
    static Endpoint status(String name, Rule body, Deed deed) {
        return new Endpoint(name, "POST", Set.of(WHATSAPP), 5, true, body, body, deed);
    }

    /** A POST that changes something. */
    static Endpoint change(String name, Set<Messenger> messengers, int perSecond, Rule body, Deed deed) {
        return new Endpoint(name, "POST", messengers, perSecond, false, body, body, deed);
    }

    /** A GET, once a second. */
    static Endpoint ask(String name, Set<Messenger> messengers, Deed deed) {
        return new Endpoint(name, "GET", messengers, 1, false, BodyChecks.NOTHING, BodyChecks.NOTHING, deed);
    }

    boolean fits(String otherVerb, Messenger messenger) {
        return verb.equals(otherVerb) && messengers.contains(messenger);
    }

    /** As the API spells it. */
    String name() {
        return name;
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
        return queued;
    }

    Response answer(Account account, ApiCall ask) {
        return deed.answer(account, ask);
    }
}
