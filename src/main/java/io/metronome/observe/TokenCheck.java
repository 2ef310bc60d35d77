package io.metronome.observe;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.metronome.command.Secret;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks the token of requests that change something: 403 where no token is configured, 401 without or with a wrong
 * token, and 429 for every request of an address that sent ten wrong tokens within a minute, until that minute is over.
 * The comparison takes the same time whatever was sent. Only for the server's event loop.
 */
public final class TokenCheck {
    private static final int MOST_WRONG = 10;
    private static final long WINDOW = MINUTES.toNanos(1);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] expected;
    private final LongSupplier now;
    private final Map<ByteBuffer, Wrong> wrong = new LinkedHashMap<>();

    private record Wrong(int count, long since) {}

    /**
     * @param token empty where no request may change anything
     * @param now monotonic nanoseconds
     */
    public TokenCheck(Secret token, LongSupplier now) {
        this.expected = token.reveal().isEmpty() ? null : digest(token.reveal());
        this.now = now;
    }

    /** Why the request is refused; null when it has the token. */
    public @Nullable Page refusal(PageRequest request) {
        return refusal(request.header("Authorization"), request.client());
    }

    @Nullable
    Page refusal(@Nullable String authorization, InetAddress client) {
        if (expected == null) {
            return Page.error(403, "nothing can be changed here: no http.admin-token is configured");
        }
        ByteBuffer address = address(client);
        Wrong before = wrong.get(address);
        long left = before == null ? 0 : before.since() + WINDOW - now.getAsLong();
        if (before != null && left > 0 && before.count() >= MOST_WRONG) {
            return Page.error(429, "too many wrong tokens came from this address")
                    .with("Retry-After", Long.toString(NANOSECONDS.toSeconds(left) + 1));
        }
        if (authorization == null) {
            return unauthorized("the header Authorization is missing: Bearer and the token");
        }
        if (isBearer(authorization)
                && MessageDigest.isEqual(
                        expected,
                        digest(authorization.substring(SCHEME.length()).strip()))) {
            return null;
        }
        count(address, before == null || left <= 0 ? null : before);
        return unauthorized("the token is wrong");
    }

    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private static Page unauthorized(String message) {
        return Page.error(401, message).with("WWW-Authenticate", "Bearer realm=\"metronome\"");
    }

    private void count(ByteBuffer address, @Nullable Wrong before) {
        wrong.remove(address);
        wrong.put(
                address,
                before == null ? new Wrong(1, now.getAsLong()) : new Wrong(before.count() + 1, before.since()));
        if (wrong.size() > MOST_ADDRESSES) {
            wrong.remove(wrong.keySet().iterator().next());
        }
    }

    /* One client has a whole network of addresses of IPv6. */
    private static ByteBuffer address(InetAddress client) {
        byte[] bytes = client.getAddress();
        return ByteBuffer.wrap(client instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
