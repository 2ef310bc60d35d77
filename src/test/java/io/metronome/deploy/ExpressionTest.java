package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up | up",
                "sum by (instance, le) (rate(a_bucket{le=\"0.5\",x=~\"b}{c\"}[5m])) > 14.4 * 0.01 | a_bucket",
                "a - ignoring (state) b{state=\"c\"} > 1e9 | a b",
                "x > 0 unless x offset 15m or on (job) group_left () y:ratio_rate5m | x y:ratio_rate5m",
                "absent(up{job=~\".*\"} == 1) and Inf | up",
                "histogram_quantile(0.99, sum(rate(h_bucket[$__rate_interval]))) > bool 2 | h_bucket"
            })
    void knowsItsMetrics(String expression, String metrics) {
        assertThat(new Expression("here", expression).metrics()).containsExactlyInAnyOrder(metrics.split(" "));
    }
}
