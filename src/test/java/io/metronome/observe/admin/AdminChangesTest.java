package io.metronome.observe.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages that change something, over a real connection. */
class AdminChangesTest {
    private static final String ID = "1101000001";
    private static final String PAUSE = "/instances/" + ID + "/pause";

    @AutoClose
    private final ApiBench bench = ApiBench.opened();

    @Test
    void pausesUntilAMomentAndForAReason() throws Exception {
        HttpResponse<String> answer =
                bench.change("POST", PAUSE, "{\"until\":\"2999-01-01T00:00:00+01:00\",\"reason\":\"banned?\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"idInstance\":\"1101000001\",\"paused\":true,\"until\":\"2998-12-31T23:00:00Z\","
                        + "\"reason\":\"banned?\",\"key\":\"1101000001/pause\",\"offset\":7}");
        assertThat(bench.orders.written()).singleElement().isInstanceOfSatisfying(ControlRecord.Pause.class, pause -> {
            assertThat(pause.instance()).isEqualTo(ID);
            assertThat(pause.untilMillis())
                    .isEqualTo(Instant.parse("2998-12-31T23:00:00Z").toEpochMilli());
            assertThat(pause.reason()).isEqualTo("banned?");
            assertThat(pause.by()).isEqualTo("the admin API, from 127.0.0.1");
            assertThat(Instant.parse(pause.at())).isBefore(Instant.now().plusSeconds(1));
        });
    }

    @Test
    void pausesWithoutAnEndWhereTheBodyIsEmpty() throws Exception {
        assertThat(bench.change("POST", PAUSE, "").body())
                .isEqualTo("{\"idInstance\":\"1101000001\",\"paused\":true,\"key\":\"1101000001/pause\",\"offset\":7}");
        assertThat(bench.orders.written())
                .singleElement()
                .isInstanceOfSatisfying(
                        ControlRecord.Pause.class,
                        pause -> assertThat(pause.untilMillis()).isEqualTo(Long.MAX_VALUE));
    }

    @Test
    void resumes() throws Exception {
        assertThat(bench.change("POST", "/instances/" + ID + "/resume", "").statusCode())
                .isEqualTo(202);
        assertThat(bench.orders.written())
                .containsExactly(ControlRecord.Tombstone.by(ControlKey.pause(ID), "the admin API, from 127.0.0.1"));
    }

    @Test
    void purgesWhatIsThereNow() throws Exception {
        assertThat(bench.change("POST", "/instances/" + ID + "/purge", "").body())
                .contains("\"below\":42", "\"key\":\"1101000001/purge\"");
        assertThat(bench.orders.written())
                .singleElement()
                .isInstanceOfSatisfying(
                        ControlRecord.Purge.class,
                        purge -> assertThat(purge.below()).isEqualTo(FixedOrders.NEXT_OFFSET));
    }

    @Test
    void cancelsACommandThatWaits() throws Exception {
        assertThat(bench.change("DELETE", "/commands/" + ID + "/waiting", "").body())
                .contains("\"commandId\":\"waiting\"", "\"key\":\"1101000001/cancel/waiting\"");
        assertThat(bench.orders.written()).singleElement().isInstanceOf(ControlRecord.Cancel.class);
    }

    /** A later command with the same id would be cancelled. */
    @Test
    void cancelsNothingThatHasEnded() throws Exception {
        HttpResponse<String> answer = bench.change("DELETE", "/commands/" + ID + "/dead", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("the command has ended: dead-letter");
        assertThat(bench.orders.written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "POST, /instances/99/pause, , 404",
                "POST, /instances/abc/purge, , 404",
                "POST, /instances/%2e%2e/resume, , 404",
                "DELETE, /commands/1101000001/nothing, , 404",
                "POST, /instances/1101000001/pause, [], 400",
                "POST, /instances/1101000001/pause, {, 400",
                "POST, /instances/1101000001/pause, `{\"util\":\"2999-01-01T00:00:00Z\"}`, 400",
                "POST, /instances/1101000001/pause, `{\"until\":\"2001-01-01T00:00:00Z\"}`, 400",
                "POST, /instances/1101000001/pause, `{\"until\":\"soon\"}`, 400",
                "POST, /instances/1101000001/pause, `{\"until\":5}`, 400",
                "POST, /instances/1101000001/pause, `{\"reason\":5}`, 400",
                "POST, /instances/1101000001/pause?x=1, , 400",
                "POST, /instances/1101000001, , 405",
                "DELETE, /instances/1101000001/pause, , 405"
            })
    void refuses(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = bench.change(method, path, body == null ? "" : body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":\"");
        assertThat(bench.orders.written()).isEmpty();
    }

    @Test
    void changesNothingWithoutTheToken() throws Exception {
        for (String path : new String[] {PAUSE, "/instances/" + ID + "/resume", "/instances/" + ID + "/purge"}) {
            HttpResponse<String> answer = bench.send(bench.request(path).POST(BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(401);
        }
        assertThat(bench.send(bench.request("/commands/" + ID + "/waiting").DELETE())
                        .statusCode())
                .isEqualTo(401);
        assertThat(bench.orders.written()).isEmpty();
    }

    @Test
    void saysWhenKafkaDoesNotTakeIt() throws Exception {
        bench.orders.away();
        HttpResponse<String> answer = bench.change("POST", PAUSE, "");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("does not take the request");
    }

    @Test
    void answers503UntilTheWorkerHasFoundKafka() throws Exception {
        try (ApiBench waiting = new ApiBench()) {
            assertThat(waiting.change("POST", PAUSE, "").statusCode()).isEqualTo(503);
            assertThat(waiting.change("DELETE", "/commands/" + ID + "/waiting", "")
                            .statusCode())
                    .isEqualTo(503);
        }
    }
}
