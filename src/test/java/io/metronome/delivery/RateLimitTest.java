package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            0   | 1    | -                             | 1         | 0  | 0
            49  | 50   | -                             | 50        | 49 | 0
            -   | 0.1  | -                             | 0.1       | -  | 0
            3   | -    | -                             | 0         | 3  | 0
            -5  | -    | -                             | 0         | 0  | 0
            x   | y    | z                             | 0         | -  | 0
            NaN | NaN  | NaN                           | 0         | -  | 0
            ''  | ''   | ''                            | 0         | -  | 0
            -   | -1   | -1                            | 0         | -  | 0
            -   | Infinity | Infinity                  | 0         | -  | 86400000
            9e99| 1e-9 | 1.0001                        | 1.1574074074074073E-5 | 9223372036854775807 | 1001
            -   | -    | Sat, 21 Nov 2026 10:00:30 GMT | 0         | -  | 30000
            """)
    void readsTheHeaders(
            @Nullable String remaining,
            @Nullable String rate,
            @Nullable String retryAfter,
            double perSecond,
            @Nullable Long left,
            long afterMillis) {
        RateLimit told = told(503, remaining, rate, retryAfter);

        assertThat(told)
                .isEqualTo(new RateLimit(
                        perSecond, left == null ? OptionalLong.empty() : OptionalLong.of(left), afterMillis));
        assertThat(told.isTold()).isEqualTo(perSecond > 0 || left != null || afterMillis > 0);
    }

    @Test
    void doesNotLetASuccessAskForAPause() {
        assertThat(told(200, "1", "5", "3600")).isEqualTo(new RateLimit(5, OptionalLong.of(1), 0));
    }

    @Test
    void tellsOfTheRateWhatTheHeadersSayBeforeTheAnswer() throws IOException {
        RawServer.Script limited = connection -> {
            connection.request();
            connection.raw("""
                    HTTP/1.1 503 X
                    x-ratelimit-remaining: 0
                    X-RateLimit-Replenish-Rate: 5
                    Retry-After: 2
                    Content-Length: 0

                    """.replace("\n", "\r\n"));
        };
        try (RawServer server = new RawServer(limited);
                HttpApi api = Calls.api(1, Duration.ofSeconds(10))) {
            List<Object> told = new CopyOnWriteArrayList<>();
            Progress progress = new Progress() {
                @Override
                public void written(long nanos) {
                    told.add("written");
                }

                @Override
                public void limited(RateLimit limit) {
                    told.add(limit);
                }
            };
            api.call(Calls.instance(server.url()), Calls.SEND_CONTACT, Calls.bytes("{}"), () -> true, progress)
                    .doOnNext(answer -> told.add(answer.status()))
                    .block(Duration.ofSeconds(10));

            assertThat(told).containsExactly("written", new RateLimit(5, OptionalLong.of(0), 2_000), 503);
        }
    }

    private static RateLimit told(
            int status, @Nullable String remaining, @Nullable String rate, @Nullable String retryAfter) {
        Map<String, @Nullable String> headers = new HashMap<>();
        headers.put("x-ratelimit-remaining", remaining);
        headers.put("x-ratelimit-replenish-rate", rate);
        headers.put("retry-after", retryAfter);
        return RateLimit.told(status, headers::get, Calls.CALENDAR);
    }
}
