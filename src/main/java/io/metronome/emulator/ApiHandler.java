package io.metronome.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers calls. Checks come in the order of the API: instance, method, token (a wrong one counts against the rate,
 * too), rate, state, size, JSON, fields. Thread-safe.
 */
final class ApiHandler {
    /** The longest body, in bytes (GREEN-API docs, page SendContact: JSON over 100 kB is refused). */
    static final int BODY_LIMIT = 100_000;

    private final Accounts accounts;
    private final AtomicLong sequence = new AtomicLong();

    ApiHandler(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * A call before any check.
     *
     * @param body the bytes; of a body over the limit, one byte more than the limit is enough
     * @param at the time at which the last byte was read
     */
    record Request(
            String verb,
            String uri,
            byte[] body,
            Moment at,
            @Nullable Fault fault) {
        @Nullable
        Response forced() {
            return fault == null ? null : fault.response();
        }

        Response dressed(Response response) {
            return fault == null ? response : response.withHeaders(fault.headers());
        }

        @Nullable
        Cut cut() {
            return fault == null ? null : fault.cut();
        }

        /** Leaves out the URL, which contains the token. */
        @Override
        public String toString() {
            return verb + " of " + body.length + " bytes";
        }
    }

    Response answer(Request request) {
        Response forced = request.forced();
        Route route = Route.parse(Route.path(request.uri()));
        if (route == null || request.verb().equals("OPTIONS")) {
            return route == null ? Response.page(404, "Not Found") : Response.empty(204);
        }
        Account account = accounts.find(route.idInstance());
        if (account == null || !route.fits(account.messenger())) {
            return forced != null ? forced : Response.page(403, "Forbidden");
        }
        Endpoint endpoint = Endpoints.find(route.method(), request.verb(), account.messenger());
        if (endpoint == null) {
            return forced != null ? forced : Response.page(404, "Not Found");
        }
        synchronized (account) {
            return noted(account, route, endpoint, request);
        }
    }

    private Response noted(Account account, Route route, Endpoint endpoint, Request request) {
        account.settle(request.at());
        Response forced = request.forced();
        Response response;
        if (request.cut() == Cut.BEFORE_REQUEST) {
            response = Response.empty(0);
        } else {
            response = request.dressed(forced != null ? forced : limited(account, route, endpoint, request));
        }
        account.recorder().note(endpoint.method(), call(account, endpoint, request, response));
        return response;
    }

    private static Response limited(Account account, Route route, Endpoint endpoint, Request request) {
        OptionalInt remaining =
                account.limits().take(endpoint.method(), request.at().nanos());
        Response response;
        if (!account.opensFor(route.token())) {
            response = Response.empty(401);
        } else if (remaining.isEmpty()) {
            account.recorder().overran();
            response = Response.text(429, StatusText.of(429));
        } else {
            response = served(account, endpoint, request);
        }
        return response.withHeaders(Map.of(
                "X-RateLimit-Remaining", String.valueOf(remaining.orElse(0)),
                "X-RateLimit-Replenish-Rate", String.valueOf(endpoint.method().perSecond(account.messenger()))));
    }

    private static Response served(Account account, Endpoint endpoint, Request request) {
        Response refusal = account.refusal(endpoint.method());
        if (refusal != null) {
            return refusal;
        }
        String path = Route.path(request.uri());
        if (request.body().length > BODY_LIMIT) {
            return Response.error(500, "request entity too large", path, request.at());
        }
        JsonNode body;
        try {
            body = endpoint.method().hasBody() ? Json.read(request.body()) : Json.object();
        } catch (Json.Broken broken) {
            return Response.error(400, String.valueOf(broken.getMessage()), path, request.at());
        }
        ApiCall ask =
                new ApiCall(endpoint.method(), path, Route.query(request.uri()), request.body(), body, request.at());
        String wrong = endpoint.method().body(account.messenger()).broken(ObjectRule.ROOT, body);
        return wrong == null ? done(account, endpoint, ask) : ask.invalid(wrong);
    }

    private static Response done(Account account, Endpoint endpoint, ApiCall ask) {
        Response response = endpoint.action().answer(account, ask);
        if (ask.method().queued() && response.status() == 200) {
            long typing = ask.typingMillis() * 1_000_000;
            account.recorder().pace().arrived(ask.method().name(), ask.at(), account.delayNanos(), typing);
        }
        return response;
    }

    private RecordedCall call(Account account, Endpoint endpoint, Request request, Response response) {
        byte[] body = request.body();
        return new RecordedCall(
                sequence.incrementAndGet(),
                account.instance().id(),
                endpoint.method().name(),
                request.at().nanos(),
                request.at().calendar(),
                response.status(),
                request.cut(),
                response.idMessage(),
                RepeatedBodies.hash(body),
                account.recorder().log().keeps(body) ? new String(body, StandardCharsets.UTF_8) : null);
    }
}
