package io.metronome.observe.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.contract.Schemas;
import io.metronome.dispatch.loop.DispatchListener;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The board over a real connection, as a browser without JavaScript gets it. */
class BoardTest {
    @AutoClose
    private final BoardBench bench = BoardBench.opened();

    @Test
    void showsANightOnOnePage() throws Exception {
        BoardScenes.night(bench);
        HttpResponse<String> page = bench.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body())
                .contains(
                        "Sending: 412 a minute, 99.7 % on time, nothing lost",
                        "2 of 14 instances with commands cannot send",
                        "the phone is logged out",
                        "wrong template, ask Marta",
                        "data-line=\"metronome dead-letters --reason EXPIRED --since 1h\"",
                        ">metronome-0.metronome:8080</bdi>",
                        "cancelled <bdi>order-4699</bdi>",
                        "16 of 16 instances");
        assertThat(order(page.body(), "id=\"workers-heading\"", "?instance=1101000001", "?instance=1101000004"))
                .isSorted();
        assertThat(order(page.body(), "?instance=1101000002\"", "?instance=1101000005\"", "?instance=3100000001\""))
                .isSorted();
    }

    private static List<Integer> order(String text, String... parts) {
        return List.of(parts).stream().map(text::indexOf).toList();
    }

    @Test
    void letsABrowserRunNothingElse() throws Exception {
        for (String path :
                List.of("/", "/?instance=1101000009", "/board.json", "/board.js", "/board.css", "/runbook")) {
            var headers = bench.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                            .contains("require-trusted-types-for 'script'")
                            .doesNotContain("unsafe", "*", "http"));
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void servesItsFilesWithTheirTypes() throws Exception {
        assertThat(bench.get("/board.css").headers().firstValue("Content-Type")).hasValue("text/css; charset=utf-8");
        HttpResponse<String> script = bench.get("/board.js");
        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(script.body())
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(")
                .doesNotContain("localStorage", "sessionStorage", "document.cookie");
        assertThat(bench.get("/runbook").body()).contains("<h1>Runbook</h1>");
        assertThat(bench.get("/").body()).doesNotContain("http-equiv", " style=", "<style", " onclick");
    }

    /** The script accepts every element that the worker puts into the tree. */
    @Test
    void knowsTheSameElementsInItsScript() throws Exception {
        BoardScenes.night(bench);
        bench.silentPeer("metronome-1");
        bench.api.listener().hostPaused("https://a", true);
        String script = bench.get("/board.js").body();
        Set<String> known = new TreeSet<>(
                List.of(script.substring(0, script.indexOf("const OWN_ADDRESS")).split("[^a-z0-9-]+", -1)));
        for (String path :
                List.of("", "?instance=1101000001", "?instance=1101000005&command=order-4711", "?instance=1")) {
            names(Schemas.read(bench.get("/board.json" + path).body()), known);
        }
    }

    private static void names(JsonNode nodes, Set<String> known) {
        nodes.valueStream().filter(JsonNode::isArray).forEach(node -> {
            assertThat(known).contains(node.get(0).asString());
            assertThat(known).containsAll(node.get(1).propertyNames());
            names(node, known);
        });
    }

    @Test
    void showsHostsThatWorkAndHostsThatAreProbed() throws Exception {
        DispatchListener listener = bench.api.listener();
        List.of("https://works", "https://fails", "https://tried").forEach(listener::hostKnown);
        listener.hostPaused("https://fails", true);
        listener.hostPaused("https://tried", true);
        listener.hostProbed("https://tried", true);
        assertThat(bench.get("/").body())
                .containsSubsequence(
                        "https://fails",
                        " fails",
                        "https://tried",
                        "tried again",
                        "https://works",
                        "1 worker",
                        " works");
    }

    @Test
    void showsOneInstance() throws Exception {
        BoardScenes.night(bench);
        assertThat(bench.get("/?instance=" + BoardScenes.HELD).body())
                .contains(
                        "Instance 1101000001",
                        "Limited by the API",
                        "sendContact until",
                        "notAuthorized",
                        "15 s, from getSettings",
                        "1 high, 230 normal, 1,400 bulk",
                        "order-4711",
                        "Expiring before their turn",
                        "212 commands",
                        "dead letter: REJECTED",
                        "data-line=\"metronome pause 1101000001 --for 1h --reason &#39;…&#39;\"");
    }

    @Test
    void showsOneCommand() throws Exception {
        BoardScenes.night(bench);
        assertThat(bench.get("/?instance=1101000005&command=order-4711").body())
                .contains(
                        "14 commands ahead at a pace of 15 s",
                        "<code>PACE</code>",
                        "Bad Gateway",
                        "expected start of its call",
                        "read from Kafka",
                        "data-line=\"metronome cancel 1101000005 order-4711\"");
        assertThat(bench.get("/?instance=1101000005&command=metronome.commands-1-16")
                        .body())
                .contains("dead letter: REJECTED", "written by its producer", "metronome.results, partition 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/?instance=1101000099", "/?instance=x", "/?instance=1101000001&command=none", "/?instance=%00"})
    void saysOnAPageThatThereIsNone(String path) throws Exception {
        HttpResponse<String> page = bench.get(path);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("Not found", "All instances");
    }

    @ParameterizedTest
    @CsvSource({"/?sort=name, 400", "/?x=1, 400", "/?id=abc, 400", "/?state=sleepy, 400", "/?id=&sort=&state=, 200"})
    void refusesAQueryThatItDoesNotKnow(String path, int status) throws Exception {
        assertThat(bench.get(path).statusCode()).isEqualTo(status);
    }

    @Test
    void searchesFiltersAndSorts() throws Exception {
        BoardScenes.night(bench);
        assertThat(bench.get("/?id=0003").body()).contains("1101000003").doesNotContain("?instance=1101000005");
        assertThat(bench.get("/?state=held").body()).contains("2 of 2 instances");
        String longest = bench.get("/?sort=backlog&state=active").body();
        assertThat(order(longest, "?instance=1101000015", "?instance=1101000005"))
                .isSorted();
        assertThat(longest).contains("<option value=\"backlog\" selected=\"\">");
    }

    @Test
    void keepsWhatProducersWriteText() throws Exception {
        bench.views.put(BoardScenes.withQueue("1101000001", BoardScenes.HOSTILE));
        for (String text : BoardScenes.HOSTILE) {
            bench.views.put("1101000001", text, BoardScenes.waiting("1101000001", text, text));
            String page = bench.get("/?instance=1101000001&command=" + BoardParts.encoded(text))
                    .body();
            assertThat(page).contains("14 commands ahead").doesNotContain("<img", "<svg", "<iframe", "<style", "<base");
            assertThat(page.split("<script", -1)).as(text).hasSize(2);
        }
        assertThat(bench.get("/?instance=1101000001").body().split("<script", -1))
                .hasSize(2);
    }

    @Test
    void staysShortAndCheapWithTenThousandInstances() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            bench.views.put(BoardScenes.active(Long.toString(1_101_000_000L + i), i));
        }
        int before = bench.views.asked();
        for (int i = 0; i < 50; i++) {
            assertThat(bench.get("/").body().length()).isLessThan(100_000);
        }
        assertThat(bench.views.asked() - before).isLessThan(25);
        assertThat(bench.get("/").body()).contains("50 of 10,000 instances", "Next page");
    }

    @Test
    void sendsNothingAgainThatIsTheSame() throws Exception {
        HttpResponse<String> first = bench.get("/board.json");
        assertThat(first.body()).startsWith("[[\"section\",{\"class\":\"status good\"");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = bench.get("/board.json", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(bench.get("/board.json", "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
    }

    @Test
    void saysWhyBeforeTheWorkerHasFoundKafka() throws Exception {
        try (BoardBench waiting = new BoardBench()) {
            waiting.trouble("the worker looks for Kafka");
            assertThat(waiting.get("/").body()).contains("Not sending: ", "the worker looks for Kafka");
        }
    }

    @Test
    void namesMembersThatDoNotAnswer() throws Exception {
        bench.silentPeer("intake@http://10.0.0.8:8080-b80fc3c0-fd9f-4282-80cf-0f085975e765");
        assertThat(bench.get("/").body())
                .contains("The worker 10.0.0.8:8080 does not answer", "no answer</span>", ">10.0.0.8:8080</bdi>");
    }

    @ParameterizedTest
    @CsvSource({
        "/, evil.example, Accept-Language: en, 421",
        "/, evil.example:8080, Origin: http://evil.example, 421",
        "/instances, evil.example, Accept-Language: en, 421",
        "/, metronome.example.com, Accept-Language: en, 200",
        "/, localhost:8080, Accept-Language: en, 200",
        "/instances, metronome.corp.example, Accept: */*, 200"
    })
    void answersABrowserUnderItsOwnNameOnly(String path, String host, String header, int status) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), bench.url().getPort())) {
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 " + status);
        }
    }
}
