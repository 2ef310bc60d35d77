package io.metronome.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides where a token may go without TLS: to this machine, and to names that only a cluster knows. */
final class PlainHttp {
    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.\\d{1,3}){3}|\\[::1]|\\[0{0,4}(:0{1,4}){6}:0{0,3}1]|(.+\\.)?localhost");
    /* A name without dots is no public one. A number without dots is an address. */
    private static final Pattern CLUSTER = Pattern.compile("(?!\\d+$|0x)[a-z0-9_-]+|.+\\.svc|.+\\.cluster\\.local");

    private PlainHttp() {}

    /** Whether a URL of {@link ValueFormat#origin} keeps the token from strangers. */
    static boolean isSafe(String origin) {
        if (!origin.startsWith("http:")) {
            return true;
        }
        String host = URI.create(origin).getHost().toLowerCase(Locale.ROOT);
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return LOOPBACK.matcher(bare).matches() || CLUSTER.matcher(bare).matches();
    }
}
