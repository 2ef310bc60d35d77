package io.metronome.emulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is injected into the next matching calls.
 *
 * @param method the method's name in any case; null for every method
 * @param idInstance null for every instance
 * @param status the status of the answer, in place of the effect of the call; 0 if the call keeps its effect
 * @param body the body of that answer; null for the usual text of the status
 * @param times the number of calls, 1 or more
 * @param delay the delay of the answer, in addition to the emulator's own delay
 * @param cut the moment at which the connection is closed, or null
 * @param drip if not 0, the body of the answer comes byte by byte with this distance
 * @param headers more headers of the answer, such as Retry-After; a Content-Type also sets the charset of {@code body}
 */
public record Fault(
        @Nullable String method,
        @Nullable String idInstance,
        int status,
        @Nullable String body,
        int times,
        Duration delay,
        @Nullable Cut cut,
        Duration drip,
        Map<String, String> headers) {

    public Fault {
        headers = Map.copyOf(headers);
        if (status != 0 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("status must be 0 or from 200 to 599, found " + status);
        }
        if (times < 1 || delay.isNegative() || drip.isNegative()) {
            throw new IllegalArgumentException("times must be at least 1, delay and drip not negative");
        }
    }

    private Fault(int status, @Nullable String body, Duration delay, @Nullable Cut cut) {
        this(null, null, status, body, 1, delay, cut, Duration.ZERO, Map.of());
    }

    /** A fault that answers the next call with this status; the call has no effect. */
    public static Fault answering(int status, @Nullable String body) {
        return new Fault(status, body, Duration.ZERO, null);
    }

    /** A fault that cuts the connection of the next call. */
    public static Fault cutting(Cut cut) {
        return new Fault(0, null, Duration.ZERO, cut);
    }

    /** A fault that sends the next answer byte by byte. */
    public static Fault dripping(Duration drip) {
        return new Fault(null, null, 0, null, 1, Duration.ZERO, null, drip, Map.of());
    }

    /** A fault that delays the next answer. */
    public static Fault delaying(Duration delay) {
        return new Fault(0, null, delay, null);
    }

    /** A copy for that method only. */
    public Fault on(String onlyMethod) {
        return new Fault(onlyMethod, idInstance, status, body, times, delay, cut, drip, headers);
    }

    /** A copy for that instance only. */
    public Fault at(String onlyInstance) {
        return new Fault(method, onlyInstance, status, body, times, delay, cut, drip, headers);
    }

    /** A copy for that number of calls. */
    public Fault times(int calls) {
        return new Fault(method, idInstance, status, body, calls, delay, cut, drip, headers);
    }

    /** A copy that delays the answer, or the cut, by that time. */
    public Fault after(Duration other) {
        return new Fault(method, idInstance, status, body, times, other, cut, drip, headers);
    }

    /** A copy with one more header in the answer. */
    public Fault withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(method, idInstance, status, body, times, delay, cut, drip, more);
    }

    boolean fits(Route route) {
        return (method == null || method.equalsIgnoreCase(route.method()))
                && (idInstance == null || idInstance.equals(route.idInstance()));
    }

    /** The answer that replaces the effect of the call, or null. */
    @Nullable
    Response response() {
        if (status == 0) {
            return null;
        }
        if (body == null) {
            return Response.text(status, StatusText.of(status));
        }
        String type = contentType();
        return type == null ? Response.guessing(status, body) : Response.of(status, type, body);
    }

    private @Nullable String contentType() {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
