package io.metronome.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.shape.ObjectShape;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.loop.Tracing.SpanIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The histograms of calls lead from a bucket to the trace of one of its calls. */
class ExemplarsTest {
    private static final Method TYPING = Method.named("sendTyping")
            .offeredBy(Messenger.WHATSAPP, 5, ObjectShape.of(), "{}")
            .at(0);
    private static final SpanIds SPAN = new SpanIds("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
    private static final String IDS = "# {span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"} ";

    @AutoClose
    private final Meters meters = new Meters(List.of(TYPING), new SetGauges(), "1.2.3");

    @Test
    void theDurationOfACallHasTheIdsOfItsSpan() throws IOException {
        meters.answered("1101000001", TYPING, new Answer.Accepted("id", null), 7_000_000, SPAN);
        assertThat(line("metronome_send_duration_seconds_bucket{method=\"sendTyping\",le=\"0.01\"}"))
                .contains(" 1 " + IDS + "0.007");
        assertOnlyIds();
    }

    @Test
    void theLatenessOfACallHasTheIdsOfItsSpan() throws IOException {
        meters.departed(TYPING, 30_000_000, SPAN);
        assertThat(line("metronome_pace_lateness_seconds_bucket{le=\"0.05\"}")).contains(" 1 " + IDS + "0.03");
        assertOnlyIds();
    }

    @Test
    void aCallWithoutASampledSpanHasNone() throws IOException {
        meters.departed(TYPING, 30_000_000, null);
        meters.answered("1101000001", TYPING, new Answer.Unknown(0, "secret"), 7_000_000, null);
        meters.checkpointed(1_000_000, 1, 1);
        assertThat(scrape(Exposition.OPEN_METRICS)).doesNotContain("trace_id", "1101000001");
    }

    @Test
    void thePlainFormatHasNone() throws IOException {
        meters.departed(TYPING, 30_000_000, SPAN);
        assertThat(scrape(Exposition.PROMETHEUS)).doesNotContain("trace_id");
    }

    private void assertOnlyIds() throws IOException {
        assertThat(scrape(Exposition.OPEN_METRICS).lines().filter(line -> line.contains(" # {")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(" " + IDS).doesNotContain("1101000001"));
    }

    private String line(String series) throws IOException {
        return scrape(Exposition.OPEN_METRICS)
                .lines()
                .filter(line -> line.startsWith(series))
                .findFirst()
                .orElseThrow();
    }

    private String scrape(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        meters.scrape(out, format);
        return out.toString(StandardCharsets.UTF_8);
    }
}
