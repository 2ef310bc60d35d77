package io.metronome.observe.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Method;
import io.metronome.command.Priority;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.view.InstanceQuery;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of the admin API, over a real connection. */
class AdminApiTest {
    @AutoClose
    private final ApiBench bench = ApiBench.opened();

    @Test
    void tellsWhyACommandWaits() throws Exception {
        HttpResponse<String> answer = bench.get("/commands/1101000001/waiting");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body())
                .isEqualTo("{\"idInstance\":\"1101000001\",\"commandId\":\"waiting\",\"state\":\"waiting\","
                        + "\"method\":\"sendTextStatus\",\"priority\":\"normal\","
                        + "\"why\":{\"reason\":\"PACE\",\"until\":\"2026-11-27T03:17:20.000Z\",\"ahead\":14,"
                        + "\"detail\":\"detail\"},"
                        + "\"sentence\":\"14 commands ahead at a pace of 15 s; expected at 03:17:20 UTC\","
                        + "\"expectedAt\":\"2026-11-27T03:17:20.000Z\",\"attempts\":2,"
                        + "\"lastAnswer\":{\"status\":500,\"detail\":\"busy\"},"
                        + "\"receivedAt\":\"2026-11-27T03:17:20.000Z\",\"notBefore\":\"2026-11-27T03:17:20.000Z\","
                        + "\"expiresAt\":\"2026-11-27T03:17:20.000Z\"}");
    }

    @Test
    void tellsWhereAReplyIs() throws Exception {
        assertThat(bench.get("/commands/1101000001/a%2Fb").body())
                .contains(
                        "\"commandId\":\"a/b\"",
                        "\"state\":\"accepted\"",
                        "\"source\":\"commands-1-7\"",
                        "\"reply\":{\"topic\":\"results\",\"partition\":" + ApiBench.RESULTS_PARTITION + "}");
        assertThat(bench.get("/commands/1101000001/dead").body())
                .contains("\"state\":\"dead-letter\",\"reason\":\"INVALID\"", "\"reply\":{\"topic\":\"dead-letters\"}");
    }

    @Test
    void listsInstances() throws Exception {
        HttpResponse<String> first = bench.get("/instances?sort=backlog&limit=1&held=false");
        assertThat(first.body())
                .isEqualTo("{\"instances\":[{\"id\":\"1101000001\",\"partition\":1,\"state\":\"held\","
                        + "\"delayMillis\":15000,\"backlog\":{\"high\":1,\"normal\":2,\"bulk\":3},\"inFlight\":1,"
                        + "\"nextDue\":\"2026-11-27T03:17:20.000Z\",\"lastCall\":\"2026-11-27T03:17:20.000Z\","
                        + "\"emptyAt\":\"2026-11-27T03:17:20.000Z\",\"expiringBeforeTurn\":2,\"waitsFor\":\"HELD\","
                        + "\"held\":{\"by\":\"notAuthorized\",\"detail\":\"no phone\","
                        + "\"since\":\"2026-11-27T03:17:20.000Z\",\"until\":\"2026-11-27T03:17:20.000Z\"}}],"
                        + "\"total\":2,\"next\":\"-6.1101000001\"}");
        bench.get("/instances?sort=backlog&limit=1000&held=true&after=-6.1101000001");
        assertThat(bench.views.lastQuery())
                .isEqualTo(new InstanceQuery(
                        InstanceQuery.Sort.BACKLOG, true, 1_000, new InstanceQuery.Cursor(-6, "1101000001")));
        assertThat(bench.get("/instances").body()).endsWith("\"total\":2}");
    }

    @Test
    void tellsOfThisWorker() throws Exception {
        assertThat(bench.get("/workers").body())
                .isEqualTo("{\"workers\":[{\"member\":\"member-1\",\"url\":\"http://10.0.0.7:8080\","
                        + "\"partitions\":[0,2],\"ready\":true,\"inFlight\":0,\"pending\":0,\"version\":\"1.2.3\","
                        + "\"since\":\"2026-11-27T03:00:00.000Z\",\"lastMinute\":{\"sent\":0,\"late\":0},\"lastHour\":{\"sent\":0},\"lost\":0,"
                        + "\"instances\":{\"active\":0,\"held\":0,\"paused\":0,\"outOfHours\":0,\"capped\":0},"
                        + "\"deadLettersLastHour\":{},"
                        + "\"pausedHosts\":[],\"workingHosts\":[]}],\"silent\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "/instances/1101000099, 404",
        "/instances/abc, 404",
        "/instances/%2e%2e, 404",
        "/instances/123456789012345678901234567890123, 404",
        "/instances/1101000003, 503",
        "/instances/1101000004, 503",
        "/instances/1101000006, 503",
        "/instances/%ff, 400",
        "/instances/1101000001?x=1, 400",
        "/instances?sort=name, 400",
        "/instances?limit=0, 400",
        "/instances?limit=1001, 400",
        "/instances?limit=1&limit=2, 400",
        "/instances?held=yes, 400",
        "/instances?after=x, 400",
        "/instances?after=99999999999999999999.1, 400",
        "/instances?after=9999999999999999999.1, 400",
        "/commands/1101000001/nothing, 404",
        "/commands/1101000001, 404",
        "/commands/x/waiting, 404",
        "/commands/1101000003/a, 503",
        "/workers?x, 400",
        "/events?x, 400"
    })
    void refusesInJson(String path, int status) throws Exception {
        HttpResponse<String> answer = bench.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).startsWith("{\"error\":\"").endsWith("\"}\n");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    /** A 404 would say that the command never came. */
    @Test
    void saysThatNobodyKnowsWhatWaitsOnAPartitionThatIsNotRead() throws Exception {
        assertThat(bench.get("/commands/1101000006/a").body())
                .contains(
                        "partition 5 of the instance is not read, so nobody knows what waits there: the data at offset 7");
    }

    @Test
    void namesTheMethodsOfAPage() throws Exception {
        HttpResponse<String> answer = bench.send(bench.request("/instances").POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void answersInTimeThatThereIsNoAnswer() throws Exception {
        HttpResponse<String> answer = bench.get("/instances/" + FixedViews.SILENT);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("did not answer in time");
    }

    @Test
    void answers503UntilTheWorkerHasFoundKafka() throws Exception {
        try (ApiBench waiting = new ApiBench()) {
            for (String path : List.of("/instances", "/instances/1", "/commands/1/a", "/workers")) {
                assertThat(waiting.get(path).statusCode()).isEqualTo(503);
            }
            assertThat(waiting.get("/openapi.json").statusCode()).isEqualTo(200);
            waiting.api.open(waiting.views, Peers.NONE, waiting.orders);
            assertThat(waiting.get("/instances").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void streamsWhatChanges() throws Exception {
        HttpResponse<InputStream> stream =
                bench.client().send(bench.request("/events").build(), BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(event(lines)).contains("\"pending\":{\"high\":0,", "\"instances\":[]");
            bench.stats.pending(Priority.HIGH, 3);
            bench.api.listener().answered("1101000001", method(), new Answer.Accepted(null, null), 1, null);
            String changed = event(lines);
            assertThat(changed).contains("\"pending\":{\"high\":3,");
            assertThat(changed.contains("1101000001") ? changed : event(lines))
                    .contains("\"instances\":[\"1101000001\"],\"more\":false");
        }
    }

    @Test
    void readsNoBodyOfMoreThan16Kilobytes() throws Exception {
        String path = "/instances/1101000001/pause";
        String tooLong = "x".repeat(20_000);
        assertThat(bench.change("POST", path, tooLong).statusCode()).isEqualTo(413);
        var unannounced =
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong.getBytes(StandardCharsets.UTF_8)));
        var request = bench.request(path).header("Authorization", "Bearer " + ApiBench.TOKEN);
        assertThat(bench.send(request.POST(unannounced)).statusCode()).isEqualTo(413);
    }

    private static Method method() {
        return Catalogue.methods().getFirst();
    }

    /** The data of the next event. */
    private static String event(BufferedReader lines) throws Exception {
        List<String> event = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                event.add(line);
            } else if (line.isEmpty() && !event.isEmpty()) {
                return String.join("\n", event);
            }
        }
        throw new AssertionError("the stream has ended");
    }
}
