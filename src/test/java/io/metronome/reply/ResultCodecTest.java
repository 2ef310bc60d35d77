package io.metronome.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResultCodecTest {
    private static final String TIMES = "\"attempts\":2,\"receivedAt\":\"2026-11-18T11:06:40.000Z\","
            + "\"dueAt\":\"2026-11-18T11:06:40.001Z\",\"sentAt\":\"2026-11-18T11:06:40.020Z\","
            + "\"completedAt\":\"2026-11-18T11:06:40.300Z\"";
    private static final String BEGINNING = "{\"commandId\":\"my \\\"id\\\"\",\"idInstance\":\"1101000001\","
            + "\"method\":\"sendTextStatus\",\"outcome\":\"accepted\",";

    @Test
    void writesAResultToTheLetter() {
        assertThat(result("3EB0", null, "{\"idMessage\":\"3EB0\"}"))
                .isEqualTo(BEGINNING + "\"idMessage\":\"3EB0\"," + TIMES + ",\"response\":{\"idMessage\":\"3EB0\"}}");
    }

    @Test
    void leavesOutWhatTheApiDidNotGive() {
        assertThat(result(null, null, null)).isEqualTo(BEGINNING + TIMES + "}");
    }

    @Test
    void tellsWhetherSettingsWereConfirmed() {
        assertThat(result(null, true, null)).isEqualTo(BEGINNING + TIMES + ",\"settingsConfirmed\":true}");
        assertThat(result(null, false, null)).isEqualTo(BEGINNING + TIMES + ",\"settingsConfirmed\":false}");
    }

    @Test
    void givesTheAnswerBackVerbatim() {
        String answer = "{ \"idMessage\" : \"\\u0416\", \"Ж\": 1.50 }";
        assertThat(result("x", null, answer)).endsWith(",\"response\":" + answer + "}");
    }

    @Test
    void tellsARequesterWhyItsCommandDied() {
        Subject subject = new Subject("my id", null, null, null);
        assertThat(Samples.text(ResultCodec.encode(subject, Samples.dead(Reason.INVALID, "body.x: \"no\"\n"))))
                .isEqualTo("{\"commandId\":\"my id\",\"outcome\":\"dead-letter\",\"reason\":\"INVALID\","
                        + "\"detail\":\"body.x: \\\"no\\\"\\n\"}");
    }

    @Test
    void anIdOfLoneSurrogatesIsStillWritten() {
        Subject subject = new Subject("\ud800", null, null, null);
        byte[] told = ResultCodec.encode(subject, Samples.dead(Reason.INVALID, "cut in half: \ud83d"));
        assertThat(new JsonMapper().readTree(told).get("reason").asString()).isEqualTo("INVALID");
    }

    private static String result(@Nullable String idMessage, @Nullable Boolean confirmed, @Nullable String response) {
        return Samples.text(
                ResultCodec.encode(Samples.command(null), Samples.accepted(idMessage, confirmed, response)));
    }
}
