package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.delivery.Answer.Again;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            7                                | -    | 7000
            7                                | 1    | 7000
            1.5                              | -    | 1500
            Sat, 21 Nov 2026 10:00:30 GMT    | -    | 30000
            Saturday, 21-Nov-26 10:00:30 GMT | -    | 30000
            Sat Nov 21 10:00:30 2026         | -    | 30000
            Sat, 21 Nov 2026 09:00:00 GMT    | 50   | 24
            0                                | 5    | 240
            -3                               | -    | 1200
            soon                             | 0.1  | 12000
            ''                               | 3    | 400
            -                                | 100  | 12
            -                                | 1    | 1200
            -                                | 0    | 1200
            -                                | -2   | 1200
            -                                | NaN  | 1200
            -                                | many | 1200
            -                                | -    | 1200
            99999999999                      | -    | 86400000
            Infinity                         | -    | 86400000
            -                                | 1e-9 | 86400000
            """)
    void waitsAsLongAsTheApiAsks(@Nullable String retryAfter, @Nullable String replenishRate, long millis) {
        Map<String, @Nullable String> headers = new HashMap<>();
        headers.put("retry-after", retryAfter);
        headers.put("x-ratelimit-replenish-rate", replenishRate);
        ApiResponse heard =
                new ApiResponse(Calls.SEND_CONTACT, 429, headers::get, new byte[0], new TokenRedaction(Calls.SECRET));

        assertThat(new Classification(Calls.CALENDAR).of(heard))
                .isEqualTo(new Again(429, "too many requests", millis, true));
    }
}
