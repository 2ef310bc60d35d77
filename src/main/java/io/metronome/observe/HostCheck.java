package io.metronome.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Refuses requests of browsers that name another host than this worker's. A page of somebody else can make its own name
 * point to the worker's address, and the browser of a person then takes the worker's answers for that page's. Such a
 * request still carries that name. Addresses, names without a dot and names inside a cluster cannot be such names.
 */
public final class HostCheck {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.%]+]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final List<String> INSIDE =
            List.of(".svc", ".local", ".localhost", ".internal", ".lan", ".home.arpa");
    /* Every browser sends one of these, and no script can take it away. Programs of other kinds seldom do. */
    private static final List<String> OF_BROWSERS = List.of("Accept-Language", "Sec-Fetch-Mode", "Origin");

    private final List<String> names = new ArrayList<>();

    /** @param names of the worker, beside those that need no naming; empty ones do not count */
    public HostCheck(List<String> names) {
        names.stream()
                .filter(name -> !name.isEmpty())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .forEach(this.names::add);
    }

    /** That page, for requests that name this worker. */
    public PageRoute guarded(PageRoute route) {
        return new PageRoute(
                route.method(),
                route.path(),
                request -> isRefused(request)
                        ? Mono.just(Page.error(
                                421, "this worker does not have the name that the request has in its header Host"))
                        : route.answer().apply(request));
    }

    private boolean isRefused(PageRequest request) {
        return OF_BROWSERS.stream().anyMatch(name -> request.header(name) != null) && !isOwn(request.header("Host"));
    }

    /** Whether it is a name of this worker, or one that nobody else can point to it. */
    boolean isOwn(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String host = PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(host).matches()
                || (!host.isEmpty() && host.indexOf('.') < 0 && host.indexOf(':') < 0)
                || INSIDE.stream().anyMatch(host::endsWith)
                || names.contains(host);
    }
}
