package io.metronome.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The subcommands that ask a worker: what they ask, and what they print. */
class WorkerQuestionsTest {
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpServer worker;

    WorkerQuestionsTest() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/", this::answer);
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        String known = answers.get(path);
        byte[] body = (known == null ? "{\"error\":\"no such command\"}" : known).getBytes(UTF_8);
        exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void saysWhyACommandWaits() {
        answers.put(
                "/commands/1101000001/a%2Fb%20c",
                "{\"state\":\"waiting\",\"sentence\":\"14 commands ahead at a pace of 15 s\"}");
        assertThat(run("why", "1101000001", "a/b c")).isZero();
        assertThat(out)
                .hasToString("Command a/b c waits: 14 commands ahead at a pace of 15 s" + System.lineSeparator());
    }

    @Test
    void saysWhereAReplyIs() {
        answers.put(
                "/commands/1101000001/a",
                "{\"state\":\"dead-letter\",\"reason\":\"EXPIRED\",\"reply\":{\"topic\":\"dead\",\"partition\":2}}");
        assertThat(run("why", "1101000001", "a")).isZero();
        assertThat(out.toString())
                .startsWith("Command a has ended: dead-letter, EXPIRED. Its reply is in the topic dead, partition 2");
    }

    @Test
    void printsWhatTheWorkerAnswersForMachines() {
        answers.put("/commands/1101000001/a", "{\"state\":\"accepted\",\"attempts\":1,\"reply\":{\"topic\":\"r\"}}");
        assertThat(run("why", "--output", "json", "1101000001", "a")).isZero();
        assertThat(out)
                .hasToString(
                        "{\"state\":\"accepted\",\"attempts\":1,\"reply\":{\"topic\":\"r\"}}" + System.lineSeparator());
    }

    @Test
    void saysThatNobodyKnowsTheCommand() {
        assertThat(run("why", "1101000001", "a")).isEqualTo(1);
        assertThat(err.toString()).contains("answers 404: no such command");
    }

    @Test
    void saysThatNoWorkerAnswers() {
        worker.stop(0);
        assertThat(run("why", "1101000001", "a")).isEqualTo(1);
        assertThat(err.toString()).contains("No worker answers at http://", "--worker URL");
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertThat(execute("why", "--worker", "nowhere at all", "1101000001", "a"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--worker: found \"nowhere at all\"");
    }

    @Test
    void listsEveryPageOfInstances() {
        answers.put(
                "/instances?sort=backlog&limit=1000&held=true",
                "{\"instances\":[" + instance("1101000001") + "],\"total\":2,\"next\":\"-6.1101000001\"}");
        answers.put(
                "/instances?sort=backlog&limit=1000&held=true&after=-6.1101000001",
                "{\"instances\":[" + instance("1101000002") + "],\"total\":2,\"missing\":[\"http://10.0.0.8:8080\"]}");
        assertThat(run("instances", "--held", "--sort", "backlog")).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("1101000001 ")
                .contains("held", "1 / 2 / 3", "2026-11-27T03:17:20.000Z")
                .endsWith("(notAuthorized): no phone");
        assertThat(out.toString()).contains("1101000002");
        assertThat(err.toString()).contains("http://10.0.0.8:8080");
        assertThat(asked).hasSize(2);
    }

    @Test
    void showsTheTopOfAllWorkers() {
        play("url");
        assertThat(run("top", "--once", "--rows", "2")).as(err::toString).isZero();
        assertThat(out.toString().lines())
                .hasSize(9)
                .anyMatch(line -> line.contains("instances: 2, 1 held or paused; commands: 6 wait"))
                .anyMatch(line -> line.startsWith("since the look before, a minute: 0 received"))
                .last()
                .asString()
                .startsWith("1101000002 ")
                .contains("01-31 04:00")
                .endsWith("(notAuthorized): no phone");
        assertThat(execute("top", "--interval", "1ms")).isEqualTo(2);
        assertThat(execute("top", "--rows", "-1")).isEqualTo(2);
    }

    @Test
    void printsTheTopForMachinesAlsoOfAWorkerWithoutAUrl() {
        play("other");
        assertThat(run("top", "--once", "--output", "json")).as(err::toString).isZero();
        assertThat(out.toString())
                .hasLineCount(1)
                .contains("\"uncountedWorkers\":0", "\"perMinute\":{\"received\":0", "(notAuthorized): no phone\"");
    }

    /* A group of one worker with two instances. */
    private void play(String urlField) {
        String url = "http://127.0.0.1:" + worker.getAddress().getPort();
        answers.put(
                "/workers",
                "{\"workers\":[{\"member\":\"m\",\"" + urlField + "\":\"" + url
                        + "\",\"partitions\":[0],\"ready\":true,"
                        + "\"inFlight\":0,\"pending\":6,\"version\":\"1\"}],\"silent\":[]}");
        answers.put("/metrics", "metronome_commands_received_total{method=\"sendTyping\"} 5.0\n");
        for (String rows : List.of("2", "20")) {
            answers.put(
                    "/instances?held=true&sort=heldSince&limit=" + rows,
                    "{\"instances\":[" + instance("1101000002") + "],\"total\":1}");
            answers.put("/instances?sort=nextDue&limit=" + rows, "{\"instances\":[],\"total\":2}");
            answers.put(
                    "/instances?sort=backlog&limit=" + rows,
                    "{\"instances\":[" + instance("1101000002") + "],\"total\":2}");
        }
    }

    @Test
    void printsACompletion() {
        assertThat(execute("completion")).isZero();
        assertThat(out.toString()).contains("complete -F", "redrive", "instances");
    }

    private static String instance(String id) {
        return "{\"id\":\"" + id + "\",\"state\":\"held\",\"backlog\":{\"high\":1,\"normal\":2,\"bulk\":3},"
                + "\"nextDue\":\"2026-11-27T03:17:20.000Z\",\"emptyAt\":\"2120-01-31T04:00:00.000Z\",\"held\":{\"by\":\"notAuthorized\",\"detail\":\"no phone\"}}";
    }

    private int run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--worker", "http://127.0.0.1:" + worker.getAddress().getPort() + "/"));
        all.addAll(List.of(arguments));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return Main.execute(line, arguments);
    }
}
