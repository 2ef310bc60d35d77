package io.metronome.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String GOOD = "Bearer " + TOKEN;

    private final InetAddress client = InetAddress.getLoopbackAddress();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();
    private final TokenCheck check = new TokenCheck(new Secret(TOKEN), () -> now);

    @Test
    void letsTheTokenPass() {
        assertThat(check.refusal(GOOD, client)).isNull();
        assertThat(check.refusal("bearer " + TOKEN, client))
                .as("the scheme in any case")
                .isNull();
    }

    @Test
    void refusesEverythingWhereNoTokenIsConfigured() {
        TokenCheck none = new TokenCheck(new Secret(""), () -> now);
        assertThat(status(none, GOOD)).isEqualTo(403);
        assertThat(status(none, "Bearer ")).isEqualTo(403);
        assertThat(status(none, null)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                TOKEN,
                "Basic " + TOKEN,
                "Bearer " + TOKEN + "0",
                "Bearer 0123456789abcdef0123456789abcdeF",
                "Bearer " + TOKEN + ", " + GOOD
            })
    void refusesAWrongToken(String sent) {
        Page page = Objects.requireNonNull(check.refusal(sent, client));
        assertThat(page.status()).isEqualTo(401);
        assertThat(page.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"metronome\"");
        assertThat(new String(page.body(), UTF_8)).doesNotContain(TOKEN);
    }

    @Test
    void stopsAnAddressAfterTenWrongOnesForTheRestOfTheMinute() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(status(check, "Bearer guess" + i)).isEqualTo(401);
            now += Duration.ofSeconds(1).toNanos();
        }
        Page stopped = Objects.requireNonNull(check.refusal(GOOD, client));
        assertThat(stopped.status()).as("also with the token").isEqualTo(429);
        assertThat(stopped.headers()).containsEntry("Retry-After", "51");
        assertThat(check.refusal(GOOD, InetAddress.getByName("10.0.0.1")))
                .as("another address")
                .isNull();

        now += Duration.ofSeconds(51).toNanos();
        assertThat(check.refusal(GOOD, client)).isNull();
        assertThat(status(check, "Bearer guess")).as("counted anew").isEqualTo(401);
    }

    @Test
    void doesNotCountAMissingToken() {
        for (int i = 0; i < 100; i++) {
            assertThat(status(check, null)).isEqualTo(401);
        }
        assertThat(check.refusal(GOOD, client)).isNull();
    }

    @Test
    void takesANetworkOfIpv6ForOneClient() throws Exception {
        for (int i = 0; i < 10; i++) {
            check.refusal("Bearer guess", InetAddress.getByName("2001:db8::" + i));
        }
        Page stopped = Objects.requireNonNull(check.refusal(GOOD, InetAddress.getByName("2001:db8::ffff")));
        assertThat(stopped.status()).isEqualTo(429);
        assertThat(check.refusal(GOOD, InetAddress.getByName("2001:db8:1::1"))).isNull();
    }

    private int status(TokenCheck of, @Nullable String authorization) {
        Page page = of.refusal(authorization, client);
        return page == null ? 0 : page.status();
    }
}
