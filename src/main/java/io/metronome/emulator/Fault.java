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
 * @param headers more headers of the answer, such as Retry-After
 */
public record Fault(
        @Nullable String method,
        @Nullable String idInstance,
        int status,
        @Nullable String body,
        int times,
        Duration delay,
        @Nullable Cut cut,
        Map<String, String> headers) {

    public Fault {
        headers = Map.copyOf(headers);
        if (status != 0 && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("a status of " + status);
        }
        if (times < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("times must be at least 1 and the delay not negative");
        }
    }

    private Fault(int status, @Nullable String body, Duration delay, @Nullable Cut cut) {
        this(null, null, status, body, 1, delay, cut, Map.of());
    }

    /** The next call is answered so, whatever it is, and has no effect. */
    public static Fault answering(int status, @Nullable String body) {
        return new Fault(status, body, Duration.ZERO, null);
    }

    /** The next call loses its connection. */
    public static Fault cutting(Cut cut) {
        return new Fault(0, null, Duration.ZERO, cut);
    }

    /** The next call's answer is held back. */
    public static Fault delaying(Duration delay) {
        return new Fault(0, null, delay, null);
    }

    /** The same for that method only. */
    public Fault on(String onlyMethod) {
        return new Fault(onlyMethod, idInstance, status, body, times, delay, cut, headers);
    }

    /** The same for that instance only. */
    public Fault at(String onlyInstance) {
        return new Fault(method, onlyInstance, status, body, times, delay, cut, headers);
    }

    /** The same for so many calls. */
    public Fault times(int calls) {
        return new Fault(method, idInstance, status, body, calls, delay, cut, headers);
    }

    /** The same, the answer (or the cut) held back for so long. */
    public Fault after(Duration other) {
        return new Fault(method, idInstance, status, body, times, other, cut, headers);
    }

    /** The same with one more header in the answer that it forces. */
    public Fault withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(method, idInstance, status, body, times, delay, cut, more);
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
        Response plain = body == null ? Response.text(status, StatusText.of(status)) : Response.guessing(status, body);
        return plain.withHeaders(headers);
    }
}
