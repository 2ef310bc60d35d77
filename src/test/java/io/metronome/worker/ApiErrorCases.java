package io.metronome.worker;

import io.metronome.emulator.AccountState;
import io.metronome.emulator.Cut;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every error that GREEN-API documents, and what was seen of it in the wild, with the end of the command that meets it. */
final class ApiErrorCases {
    /**
     * The worker's delivery.timeout. Only the cases about late answers wait for it. It is long, so that an answer that is
     * late because the machine is busy is not taken for one of those cases.
     */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    static final int MAX_ATTEMPTS = 3;

    private static final String TEXT = "sendTextStatus";
    private static final String CONTACT = "sendContact";
    private static final Fault NOTHING = Fault.delaying(Duration.ZERO);
    private static final Fault UNAUTHORIZED = Fault.answering(400, "instance is starting or not authorized");
    private static final Fault UNAUTHORIZED_OF_OLD =
            Fault.answering(400, "{\"message\":\"instance account not authorized\"}");
    private static final int FOR_EVER = 1_000_000;
    private static final Duration TOO_LATE = TIMEOUT.plusSeconds(1);

    private ApiErrorCases() {}

    static List<ApiErrorCase> all() {
        List<ApiErrorCase> all = new ArrayList<>(successes());
        all.addAll(noSuccesses());
        all.addAll(refusals());
        all.addAll(unknowns());
        all.addAll(limits());
        return all;
    }

    private static List<ApiErrorCase> successes() {
        return List.of(
                ApiErrorCase.by("no trouble", "sendVoiceStatus"),
                ApiErrorCase.by("an empty answer to typing", "sendTyping", Fault.answering(200, "")),
                ApiErrorCase.by("an empty object to typing", "sendTyping", Fault.answering(200, "{}")),
                ApiErrorCase.by(
                        "another content type",
                        TEXT,
                        Fault.delaying(Duration.ZERO).withHeader("Content-Type", "text/html")),
                // Far from the time-out: each byte that drips is a wait of its own, and a busy machine makes it longer.
                ApiErrorCase.by("a slow answer", TEXT, Fault.delaying(TIMEOUT.dividedBy(4))),
                ApiErrorCase.by("an answer in another charset", TEXT, latin("{\"idMessage\":\"é\"}", 200)),
                ApiErrorCase.by("a dripping answer to typing", "sendTyping", drippingObject()));
    }

    private static Fault drippingObject() {
        return new Fault(null, null, 200, "{}", 1, Duration.ZERO, null, TIMEOUT.dividedBy(8), Map.of());
    }

    private static List<ApiErrorCase> noSuccesses() {
        List<ApiErrorCase> all = ApiErrorCase.each(
                CONTACT,
                200,
                "REJECTED",
                "",
                "{}",
                "{\"status\":false,\"reason\":\"no such account\"}",
                "{\"isCleared\":false,\"reason\":\"Too many requests\",\"leftTime\":30}",
                "{\"reason\":\"rate-overlimit\",\"urlAvatar\":null}",
                "{\"idMessage\":\"\"}");
        all.add(ApiErrorCase.by("settings not saved", "setSettings", Fault.answering(200, "{\"saveSettings\":false}"))
                .endsAs("REJECTED", "saveSettings is false"));
        all.add(ApiErrorCase.by("201 without an id", TEXT, Fault.answering(201, "{}"))
                .endsAs("REJECTED", "201"));
        all.add(ApiErrorCase.by("no content", TEXT, Fault.answering(204, "")).endsAs("REJECTED", "not understood"));
        all.add(ApiErrorCase.by(
                        "a redirect",
                        TEXT,
                        Fault.answering(302, "").withHeader("Location", "https://elsewhere.example"))
                .endsAs("REJECTED", "a redirect"));
        return all;
    }

    private static List<ApiErrorCase> refusals() {
        List<ApiErrorCase> all = ApiErrorCase.each(
                CONTACT,
                400,
                "REJECTED",
                "bad request data",
                "Bad Request",
                "{\"statusCode\":400,\"message\":\"Validation failed. Details: 'chatId' is required\"}",
                "{\"statusCode\":400,\"message\":\"Validation failed. Details: 'x' instance is deleted\"}",
                "Unexpected token _ in JSON at position 7",
                "{\"statusCode\":400,\"message\":\"Contact 20000001 not found\"}",
                "bad phone number, valid 11 or 12 digits",
                "check phone number timeout limit exceeded",
                "Message cannot be received because custom webhook url is set",
                "{\"code\":\"INVALID_PARAM\",\"message\":\"m\",\"status\":\"error\"}",
                "{\"message\":\"" + "long ".repeat(300_000) + "\"}");
        all.add(ApiErrorCase.made("no access to statuses", TEXT, (api, instance) -> api.allowStatuses(instance, false))
                .endsAs("REJECTED", "no access to statuses"));
        all.add(ApiErrorCase.by("400 in another charset", TEXT, latin("Fehler: zu groß", 400))
                .endsAs("REJECTED", "zu groß"));
        all.add(ApiErrorCase.by("404", TEXT, Fault.answering(404, "<html><h1>404 Not Found</h1></html>"))
                .endsAs("REJECTED", "404 Not Found"));
        all.add(ApiErrorCase.by("469", TEXT, Fault.answering(469, "User get contact info limit reached"))
                .endsAs("REJECTED", "limit reached"));
        all.addAll(ApiErrorCase.each(
                "sendVoiceStatus",
                500,
                "REJECTED",
                "File from url exceeded max upload size. Size: 123mb Limit: 100mb Url: https://a/b.mp3",
                "Internal Server Error request entity too large",
                "{\"statusCode\":500,\"message\":\"request entity too large\"}"));
        return all;
    }

    private static List<ApiErrorCase> unknowns() {
        List<ApiErrorCase> all = new ArrayList<>();
        for (int status : List.of(499, 500, 502, 503, 504)) {
            all.addAll(unknown(String.valueOf(status), Fault.answering(status, null)));
        }
        all.addAll(unknown("a page with 200", Fault.answering(200, "<html>200 OK</html>")));
        for (Cut cut : Cut.values()) {
            all.addAll(unknown("cut " + cut, Fault.cutting(cut)));
        }
        all.addAll(unknown("no answer in time", Fault.delaying(TOO_LATE)));
        all.addAll(unknown("half an answer in time", Fault.dripping(TOO_LATE)));
        all.add(ApiErrorCase.by(
                        "502 again and again", TEXT, Fault.answering(502, null).times(MAX_ATTEMPTS))
                .after(MAX_ATTEMPTS)
                .endsAs("RETRIES_EXHAUSTED", "the outcome of at least one of them is unknown"));
        return all;
    }

    private static List<ApiErrorCase> unknown(String name, Fault fault) {
        ApiErrorCase once = ApiErrorCase.by(name, TEXT, fault);
        return List.of(once.after(2), once.reported().endsAs("OUTCOME_UNKNOWN", ""));
    }

    /** The errors that are about the instance: its commands wait, and these expire, after one call or none. */
    static List<ApiErrorCase> holds() {
        List<ApiErrorCase> all = new ArrayList<>();
        all.add(held("not authorized", AccountState.NOT_AUTHORIZED, UNAUTHORIZED));
        all.add(held("not authorized, of old", AccountState.NOT_AUTHORIZED, UNAUTHORIZED_OF_OLD));
        all.add(held("expired", AccountState.EXPIRED, NOTHING));
        all.add(held("deleted", AccountState.DELETED, NOTHING));
        all.add(held("suspended", AccountState.SUSPENDED, NOTHING));
        all.add(held("created", AccountState.CREATING, NOTHING));
        all.add(held("401", AccountState.AUTHORIZED, Fault.answering(401, "")));
        all.add(held("466", AccountState.AUTHORIZED, Fault.answering(466, "{\"invokeStatus\":{\"used\":\"1\"}}")));
        all.add(ApiErrorCase.made(
                        "403 to everything",
                        TEXT,
                        (api, instance) -> api.fault(Fault.answering(403, "<html>403 Forbidden</html>")
                                .at(instance)
                                .times(FOR_EVER)))
                .endsAs("EXPIRED", ""));
        return all;
    }

    private static ApiErrorCase held(String name, AccountState state, Fault fault) {
        BiConsumer<Emulator, String> made = (api, instance) -> {
            api.state(instance, state);
            api.fault(fault.on(TEXT).at(instance).times(FOR_EVER));
        };
        return ApiErrorCase.made(name, TEXT, made).endsAs("EXPIRED", "");
    }

    private static List<ApiErrorCase> limits() {
        Fault limited = Fault.answering(429, "Too Many Requests");
        Fault starting = Fault.answering(400, "instance in starting process try later");
        return List.of(
                ApiErrorCase.by("starting", TEXT, starting, starting).after(3),
                ApiErrorCase.by("429", TEXT, limited).after(2),
                ApiErrorCase.by("429 that says when", TEXT, limited.withHeader("Retry-After", "2"))
                        .after(2),
                ApiErrorCase.by("429 that says how often", TEXT, limited.withHeader("X-RateLimit-Replenish-Rate", "1"))
                        .after(2),
                ApiErrorCase.by(
                                "429 more often than attempts",
                                CONTACT,
                                limited.withHeader("X-RateLimit-Replenish-Rate", "50")
                                        .times(2 * MAX_ATTEMPTS))
                        .after(2 * MAX_ATTEMPTS + 1),
                ApiErrorCase.by("429", TEXT, limited).reported().after(2));
    }

    private static Fault latin(String body, int status) {
        return Fault.answering(status, body).withHeader("Content-Type", "text/plain; charset=iso-8859-1");
    }
}
