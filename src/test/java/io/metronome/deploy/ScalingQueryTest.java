package io.metronome.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The query by which KEDA scales, asked of Prometheus' own engine: two workers, and 200 instances for each. */
class ScalingQueryTest {
    private static final String OURS = "namespace=\"sending\", service=\"sender-metronome\"";
    private static final String OTHERS = "namespace=\"elsewhere\", service=\"sender-metronome\"";

    @TempDir
    private Path folder;

    /** @param seconds of all calls of a minute together; of a worker */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "much could go and the API is quick, 4000, 60, 100, 8000",
        "little could go, 30, 60, 100, 60",
        "the API is slow: as many workers as there are, 4000, 700, 100, 400",
        "nothing was called yet, 4000, 0, 0, 8000",
        "every worker is idle, 0, 0, 0, 0"
    })
    void asksForWorkersWhereTheyHelp(String name, int runnable, int seconds, int calls, int wanted) throws Exception {
        String query = Manifests.of("large-values.yaml")
                .one("ScaledObject")
                .at("/spec/triggers/0/metadata/query")
                .asString();
        Path test = Files.writeString(folder.resolve("scaling.yaml"), """
                rule_files: []
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                %s%s%s    promql_expr_test:
                      - {expr: %s, eval_time: 10m, exp_samples: [{labels: '{}', value: %d}]}
                """.formatted(
                        worker(OURS, "a", runnable, seconds, calls),
                        worker(OURS, "b", runnable, seconds, calls),
                        worker(OTHERS, "a", 99_999, 9_999, 1),
                        JsonMapper.shared().writeValueAsString(query),
                        wanted));
        Promtool.Said said = Promtool.ask(test, "test", "rules", test.toString());
        assertThat(said.code()).as("%s", said.text()).isZero();
    }

    private static String worker(String labels, String pod, int runnable, int seconds, int calls) {
        return series("metronome_runnable_commands", labels, pod, runnable + "x20")
                + series("metronome_send_duration_seconds_sum", labels, pod, "0+" + seconds + "x20")
                + series("metronome_send_duration_seconds_count", labels, pod, "0+" + calls + "x20");
    }

    private static String series(String metric, String labels, String pod, String values) {
        return "      - {series: '%s{%s, pod=\"%s\"}', values: '%s'}\n".formatted(metric, labels, pod, values);
    }
}
