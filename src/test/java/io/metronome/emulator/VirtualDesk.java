package io.metronome.emulator;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** The front desk without a socket, in a time of its own. */
final class VirtualDesk {
    static final String WHATSAPP = "1101000001";
    static final String MAX = "3100000001";
    static final String TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";
    static final String STATUS = "{\"message\":\"hello\"}";

    final Accounts accounts;
    private final ApiHandler desk;
    private Moment now = new Moment(-5_000_000_000L, 1_795_255_200_000L);

    VirtualDesk() {
        this(settings -> settings, Plan.BUSINESS);
    }

    VirtualDesk(UnaryOperator<EmulatorSettings> change, Plan plan) {
        List<EmulatedInstance> instances = List.of(
                new EmulatedInstance(WHATSAPP, new Secret(TOKEN), Messenger.WHATSAPP).withPlan(plan),
                new EmulatedInstance(MAX, new Secret(TOKEN), Messenger.MAX).withPlan(plan));
        accounts = new Accounts(change.apply(EmulatorSettings.of(instances)), new SplittableRandom(7), now);
        desk = new ApiHandler(accounts);
    }

    VirtualDesk pass(Duration time) {
        now = new Moment(now.nanos() + time.toNanos(), now.millis() + time.toMillis());
        accounts.all().forEach(account -> account.settle(now));
        return this;
    }

    Moment now() {
        return now;
    }

    Response post(String id, String method, String body) {
        return call("POST", id, method, body);
    }

    Response get(String id, String method) {
        return call("GET", id, method, "");
    }

    Response call(String verb, String id, String method, String body) {
        String prefix = id.equals(MAX) ? "/v3" : "";
        return ask(verb, prefix + "/waInstance" + id + "/" + method + "/" + TOKEN, body);
    }

    Response ask(String verb, String uri, String body) {
        return ask(verb, uri, body.getBytes(StandardCharsets.UTF_8));
    }

    Response ask(String verb, String uri, byte[] body) {
        return desk.answer(new ApiHandler.Request(verb, uri, body, now, null));
    }

    static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    Account account(String id) {
        return accounts.get(id);
    }

    Report report() {
        return ReportBuilder.report(accounts.all(), now);
    }
}
