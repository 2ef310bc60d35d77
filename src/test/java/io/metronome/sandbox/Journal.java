package io.metronome.sandbox;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import io.metronome.emulator.Cut;
import io.metronome.emulator.RecordedCall;
import io.metronome.guarantee.CallSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the emulator's journal as the guarantees want it: each call with the gap that had to follow it. */
public final class Journal {
    /** The delay of a new instance (GREEN-API docs, page createInstance). */
    private static final Duration NEW_INSTANCE = Duration.ofMillis(500);

    private static final JsonMapper JSON = new JsonMapper();

    private Journal() {}

    /**
     * A call as the emulator noted it.
     *
     * @param at when its last byte had arrived
     */
    public record Arrival(String instance, String method, String body, Instant at, boolean accepted, boolean unknown) {

        /** That call. */
        public static Arrival of(RecordedCall call) {
            boolean isCut = call.cut() != null && call.cut() != Cut.BEFORE_REQUEST;
            return new Arrival(
                    call.idInstance(),
                    call.method(),
                    Objects.requireNonNullElse(call.body(), ""),
                    call.arrivedAt(),
                    call.status() == 200 && call.cut() == null,
                    isCut || call.status() >= 500);
        }
    }

    /** The calls of the catalogue's methods in the order of arrival, to instances that were new. */
    static List<CallSeen> read(List<Arrival> arrivals) {
        return read(arrivals, Map.of());
    }

    /**
     * The calls of the catalogue's methods in the order of arrival.
     *
     * @param initial the delay of each instance that began with another than a new one's
     */
    public static List<CallSeen> read(List<Arrival> arrivals, Map<String, Duration> initial) {
        Map<String, Duration> delays = new HashMap<>(initial);
        List<CallSeen> calls = new ArrayList<>();
        for (Arrival arrival :
                arrivals.stream().sorted(Comparator.comparing(Arrival::at)).toList()) {
            Method method = Catalogue.find(arrival.method());
            if (method != null) {
                calls.add(call(arrival, method, delays));
            }
        }
        return calls;
    }

    private static CallSeen call(Arrival arrival, Method method, Map<String, Duration> delays) {
        JsonNode body = JSON.readTree(arrival.body());
        JsonNode delay = body.path("delaySendMessagesMilliseconds");
        if (arrival.accepted() && delay.isNumber()) {
            delays.put(arrival.instance(), Duration.ofMillis(delay.asInt()));
        }
        Duration ruling = delays.getOrDefault(arrival.instance(), NEW_INSTANCE);
        Duration gap = method.paced() ? ruling.plusMillis(typing(method, body)) : Duration.ZERO;
        return new CallSeen(
                arrival.instance(),
                arrival.method(),
                arrival.body(),
                arrival.at(),
                gap,
                method.paced() ? ruling : Duration.ZERO,
                method.paced(),
                arrival.accepted(),
                arrival.unknown());
    }

    private static int typing(Method method, JsonNode body) {
        return body.path("typingTime").asInt(method.typingDefault());
    }
}
