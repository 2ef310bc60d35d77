package io.metronome.emulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mischief done to the next calls that fit.
 *
 * @param method the method's name in any case; null for every method
 * @param idInstance null for every instance
 * @param status answered instead of doing what was asked; 0 leaves the call its effect
 * @param body what goes with the status; null for the usual text of that status
 * @param times for how many calls, 1 or more
 * @param delay how long the answer is held back, on top of the emulator's own delay
 * @param cut where the connection is closed, or null
 * @param drip when more than 0, the answer's body comes byte by byte, so far from each other
 * @param headers more headers of the answer, such as Retry-After; a Content-Type also names the charset of {@code body}
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
            throw new IllegalArgumentException("a status of " + status);
        }
        if (times < 1 || delay.isNegative() || drip.isNegative()) {
            throw new IllegalArgumentException("times must be at least 1, delay and drip not negative");
        }
    }

    private Fault(int status, @Nullable String body, Duration delay, @Nullable Cut cut) {
        this(null, null, status, body, 1, delay, cut, Duration.ZERO, Map.of());
    }

    /** The next call is answered so, whatever it is, and has no effect. */
    public static Fault answering(int status, @Nullable String body) {
        return new Fault(status, body, Duration.ZERO, null);
    }

    /** The next call loses its connection. */
    public static Fault cutting(Cut cut) {
        return new Fault(0, null, Duration.ZERO, cut);
    }

    /** The next call's answer comes byte by byte. */
    public static Fault dripping(Duration drip) {
        return new Fault(null, null, 0, null, 1, Duration.ZERO, null, drip, Map.of());
    }

    /** The next call's answer is held back. */
    public static Fault delaying(Duration delay) {
        return new Fault(0, null, delay, null);
    }

    /** The same for that method only. */
    public Fault on(String onlyMethod) {
        return new Fault(onlyMethod, idInstance, status, body, times, delay, cut, drip, headers);
    }

    /** The same for that instance only. */
    public Fault at(String onlyInstance) {
        return new Fault(method, onlyInstance, status, body, times, delay, cut, drip, headers);
    }

    /** The same for so many calls. */
    public Fault times(int calls) {
        return new Fault(method, idInstance, status, body, calls, delay, cut, drip, headers);
    }

    /** The same, the answer (or the cut) held back for so long. */
    public Fault after(Duration other) {
        return new Fault(method, idInstance, status, body, times, other, cut, drip, headers);
    }

    /** The same with one more header in the answer. */
    public Fault withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(method, idInstance, status, body, times, delay, cut, drip, more);
    }

    boolean fits(Route route) {
        return (method == null || method.equalsIgnoreCase(route.method()))
                && (idInstance == null || idInstance.equals(route.idInstance()));
    }

    /** The answer that it forces, or null when the call has its effect. */
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
