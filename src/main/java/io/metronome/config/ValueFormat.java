package io.metronome.config;

import static java.util.stream.Collectors.joining;

import io.metronome.command.Secret;
import io.metronome.ledger.LedgerFormat;
import io.metronome.ledger.WriteFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The format of a value: which texts are allowed, and how they are read.
 *
 * @param allowed what messages say after "allowed is"
 * @param hidden whether the value is a secret, so that no message shows it
 * @param list whether a YAML list is allowed; its elements are joined by commas
 */
record ValueFormat<T>(String allowed, boolean hidden, boolean list, ValueReader<T> reader) {
    private static final String DURATIONS = ", written as 500ms, 30s, 5m, 24h or 1d";
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern BRACKETED_IPV4 = Pattern.compile("(?<=//)\\[(\\d{1,3}(?:\\.\\d{1,3}){3})]");
    private static final Pattern SERVERS = Pattern.compile("[^\\s,:]+:\\d{1,5}|\\[[0-9A-Fa-f:]+]:\\d{1,5}");

    /** Returns the value of a text; null where the text is not allowed. */
    interface ValueReader<T> {
        @Nullable
        T read(String text);
    }

    static <T> ValueFormat<T> of(String allowed, ValueReader<T> reader) {
        return new ValueFormat<>(allowed, false, false, reader);
    }

    static ValueFormat<String> text() {
        return of("a text that is not empty", text -> text.isBlank() ? null : text);
    }

    static ValueFormat<Path> file() {
        return of("the path of a file", text -> {
            try {
                return text.isBlank() ? null : Path.of(text);
            } catch (InvalidPathException notOne) {
                return null;
            }
        });
    }

    static ValueFormat<Path> directory() {
        return of("the path of a directory", file().reader());
    }

    static ValueFormat<Path> files() {
        return of("the path of a file or folder, or a glob in the last part of a path", file().reader());
    }

    static ValueFormat<Secret> secret(int least) {
        return new ValueFormat<>(
                "a text of at least " + least + " characters",
                true,
                false,
                text -> text.length() < least ? null : new Secret(text));
    }

    static ValueFormat<String> servers() {
        ValueReader<String> reader = text ->
                split(text).stream().allMatch(server -> SERVERS.matcher(server).matches()) && !text.isBlank()
                        ? text
                        : null;
        return new ValueFormat<>("host:port, several with commas between them", false, true, reader);
    }

    static ValueFormat<String> topic() {
        return of(
                "a topic name: 1 to 249 letters, digits, dots, dashes, underscores",
                text -> TOPIC.matcher(text).matches() ? text : null);
    }

    static ValueFormat<Set<String>> topics() {
        ValueReader<Set<String>> reader = text ->
                split(text).stream().allMatch(topic -> TOPIC.matcher(topic).matches()) ? split(text) : null;
        return new ValueFormat<>("a list of topic names", false, true, reader);
    }

    static ValueFormat<Set<String>> hosts() {
        ValueReader<Set<String>> reader =
                text -> split(text).stream().allMatch(host -> HOST.matcher(host).matches()) ? split(text) : null;
        return new ValueFormat<>("a list of names of hosts", false, true, reader);
    }

    static ValueFormat<Boolean> flag() {
        return of("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    static ValueFormat<Integer> whole(int from, int to) {
        return of("a whole number from " + from + " to " + to, text -> {
            Integer number = text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
            return number == null || number < from || number > to ? null : number;
        });
    }

    static ValueFormat<WriteFormat> writeFormat() {
        ValueFormat<Integer> number = whole(LedgerFormat.OLDEST_WRITTEN.number(), LedgerFormat.NEWEST.number());
        ValueReader<WriteFormat> reader = text -> {
            Integer read = number.reader.read(text);
            return read == null ? null : WriteFormat.of(LedgerFormat.of(read));
        };
        return of(number.allowed, reader).orWord("auto", "auto", WriteFormat.AS_FOUND);
    }

    /** A whole number of percent. */
    static ValueFormat<Integer> percent(int most) {
        ValueFormat<Integer> number = whole(0, most);
        return of(
                "a whole number of percent from 0% to " + most + "%",
                text -> text.endsWith("%") ? number.reader().read(text.substring(0, text.length() - 1)) : null);
    }

    static ValueFormat<Duration> duration(String from, String to) {
        return of("a duration from " + from + " to " + to + DURATIONS, text -> within(text, from, to));
    }

    private static @Nullable Duration within(String text, String from, String to) {
        Duration duration = Quantity.duration(text);
        return duration == null || shorter(duration, from) || longer(duration, to) ? null : duration;
    }

    private static boolean shorter(Duration duration, String bound) {
        Duration limit = Quantity.duration(bound);
        return limit != null && duration.compareTo(limit) < 0;
    }

    private static boolean longer(Duration duration, String bound) {
        Duration limit = Quantity.duration(bound);
        return limit != null && duration.compareTo(limit) > 0;
    }

    static ValueFormat<Long> size(String from, String to) {
        Long least = Quantity.size(from);
        Long most = Quantity.size(to);
        return of("a size from " + from + " to " + to + ", in bytes or written as 100KB, 1MB or 2GB", text -> {
            Long size = Quantity.size(text);
            return size == null || least == null || most == null || size < least || size > most ? null : size;
        });
    }

    /** One of the constants, written in lower case with dashes. */
    static <E extends Enum<E>> ValueFormat<E> choice(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String allowed = Arrays.stream(constants).map(ValueFormat::spell).collect(joining(", "));
        return of(
                "one of " + allowed,
                text -> Arrays.stream(constants)
                        .filter(constant -> spell(constant).equals(text))
                        .findFirst()
                        .orElse(null));
    }

    private static String spell(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of a host, as a certificate has it. */
    static ValueFormat<String> host() {
        return of("the name of a host", text -> HOST.matcher(text).matches() ? text : null);
    }

    /**
     * Scheme, host and port of a server. A trailing slash is removed. An IPv4 address may stand in brackets, as that of a
     * pod does whose template cannot know of which kind its address is.
     */
    static ValueFormat<String> origin() {
        return of("http:// or https://, a host and a port if need be, nothing behind them", ValueFormat::originOf);
    }

    private static @Nullable String originOf(String text) {
        String unbracketed = BRACKETED_IPV4.matcher(text).replaceFirst("$1");
        String bare = unbracketed.endsWith("/") ? unbracketed.substring(0, unbracketed.length() - 1) : unbracketed;
        try {
            URI uri = new URI(bare);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean good = web && uri.getHost() != null && uri.getUserInfo() == null && uri.getPort() <= 65_535;
            return good && bare.endsWith(uri.getRawAuthority()) ? lowerScheme(bare) : null;
        } catch (URISyntaxException notAUrl) {
            return null;
        }
    }

    private static String lowerScheme(String url) {
        int end = url.indexOf(':');
        return url.substring(0, end).toLowerCase(Locale.ROOT) + url.substring(end);
    }

    /** This format, or an empty text with the given meaning. */
    ValueFormat<T> orEmpty(T meaning) {
        return orWord("", "empty", meaning);
    }

    /** This format, or one word with a meaning of its own. */
    ValueFormat<T> orWord(String word, String called, T meaning) {
        return new ValueFormat<>(
                called + ", or " + allowed, hidden, list, text -> text.equals(word) ? meaning : reader.read(text));
    }

    private static Set<String> split(String text) {
        Set<String> parts = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            if (!text.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }
}
