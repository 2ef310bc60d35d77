package io.metronome.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.app.TroubledInstance.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopPageTest {
    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

    @Test
    void putsTroubleFirst() {
        List<TroubledInstance> all = new ArrayList<>(Arrays.asList(
                instance("1", "active", 900, "2026-11-27T03:00:10.000Z"),
                instance("2", "paused", 5, null),
                instance("3", "active", 1, "2026-11-27T02:59:00.000Z"),
                instance("4", "active", 1, "2026-11-27T02:50:00.000Z"),
                instance("5", "held", 2, null),
                instance("6", "held", 0, null),
                instance("7", "missing", 3, null)));
        all.sort(TroubledInstance.worstFirst());
        assertThat(all).extracting(TroubledInstance::id).containsExactly("7", "5", "4", "3", "2", "1", "6");
        assertThat(all.get(2).inWords()).isEqualTo("overdue for 600 s");
        assertThat(all.get(5).kind()).isEqualTo(Trouble.NONE);
    }

    @Test
    void callUnderWayIsNotOverdue() {
        Map<String, Object> fields = new LinkedHashMap<>(
                instance("1", "active", 1, "2026-11-27T02:00:00.000Z").fields());
        fields.put("inFlight", 1);
        assertThat(TroubledInstance.of(fields, NOW).kind()).isEqualTo(Trouble.NONE);
    }

    @Test
    void fitsTheTerminal() {
        List<TroubledInstance> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(instance("11010000" + i, "active", 5, "2026-11-27T03:17:20.000Z"));
        }
        List<String> lines = TopPage.lines(round(many), 60, 24);
        assertThat(lines).hasSize(24).allMatch(line -> line.length() <= 60);
        assertThat(TopPage.room(24, 1)).isEqualTo(15);
        assertThat(TopPage.room(3, 20)).isEqualTo(1);
    }

    @Test
    void showsTotalsWorkersAndInstances() {
        TroubledInstance late = instance("1101000001", "active", 5, "2026-11-27T03:17:20.000Z")
                .with("emptyAt", "2026-11-28T12:00:00.000Z");
        List<String> lines = TopPage.lines(round(List.of(late)), 200, 100);
        assertThat(lines.get(0))
                .isEqualTo("2026-11-27T03:00:00Z  instances: 7, 2 held or paused; commands: 12 wait, 1 in flight");
        assertThat(lines.get(1)).isEqualTo("calls in the last minute: 27, 1 of them late");
        assertThat(lines.get(2))
                .isEqualTo(
                        "since the look before, a minute, without workers that do not tell (1): 60 received, 30 accepted, 0 refused, 0 retried, 0 unknown,"
                                + " 2 dead letters");
        assertThat(lines.get(5))
                .startsWith("http://10.0.0.8:8080 ")
                .contains("0-2,5", " 12 ", "1.0.0")
                .endsWith("yes");
        assertThat(lines.get(6)).isEqualTo("! the worker worker-2 does not answer");
        assertThat(lines.get(9)).startsWith("1101000001       active ").contains("0 / 5 / 0  03:17:20    11-28 12:00");
    }

    @Test
    void removesWhatWouldMoveTheCursor() {
        Map<String, Object> fields =
                new LinkedHashMap<>(instance("1", "held", 5, null).fields());
        fields.put("held", Map.of("by", "other", "detail", "a\u001b[2Jb\nc"));
        List<String> lines = TopPage.lines(round(List.of(TroubledInstance.of(fields, NOW))), 200, 100);
        assertThat(lines.getLast()).endsWith("a state that this version does not know (other): a [2Jb c");
    }

    @Test
    void drawsOverThePageBefore() {
        assertThat(LiveTerminal.page(List.of("a", "b"))).isEqualTo("\u001b[Ha\u001b[K\r\nb\u001b[K\u001b[J");
        assertThat(LiveTerminal.size("50 132")).isEqualTo(new LiveTerminal.TerminalSize(50, 132));
        assertThat(LiveTerminal.size("0 0")).isEqualTo(new LiveTerminal.TerminalSize(24, 80));
        assertThat(LiveTerminal.size((String) null)).isEqualTo(new LiveTerminal.TerminalSize(24, 80));
    }

    @Test
    void readsTheCountersOfAPageOfMetrics() {
        String page = """
                # TYPE metronome_sends_total counter
                metronome_sends_total{method="sendTyping",outcome="accepted"} 3.0
                metronome_sends_total{method="sendContact",outcome="accepted"} 4.0
                metronome_sends_total{method="sendContact",outcome="refused"} 1.0
                metronome_commands_received_total{method="sendTyping"} 1.0E3
                metronome_dead_letters_total{reason="EXPIRED"} 2.0
                metronome_pace_violations_total 0.0
                jvm_threads 7.0
                """;
        WorkerCounts now = WorkerCounts.parse(page);
        assertThat(now.counts())
                .containsEntry("accepted", 7.0)
                .containsEntry("refused", 1.0)
                .containsEntry("received", 1_000.0)
                .containsEntry("deadLetters", 2.0);
        WorkerCounts before = WorkerCounts.parse(page.replace("1.0E3", "900").replace(" 2.0", " 5.0"));
        assertThat(now.since(before).perMinute(30_000_000_000L))
                .containsEntry("received", 200L)
                .as("a worker that began anew")
                .containsEntry("deadLetters", 4L);
    }

    private static TopRound round(List<TroubledInstance> instances) {
        Map<String, Object> rates =
                Map.of("received", 60, "accepted", 30, "refused", 0, "retried", 0, "unknown", 0, "deadLetters", 2);
        Map<String, Object> worker = Map.of(
                "url",
                "http://10.0.0.8:8080",
                "partitions",
                List.of(5, 0, 1, 2),
                "pending",
                12,
                "inFlight",
                1,
                "version",
                "1.0.0",
                "lastMinute",
                Map.of("sent", 27, "late", 1),
                "ready",
                true);
        boolean isFull = instances.size() > 1;
        return new TopRound(
                NOW.toString(),
                List.of(worker),
                isFull ? List.of() : List.of("worker-2"),
                isFull ? 0 : 1,
                rates,
                7,
                2,
                instances);
    }

    private static TroubledInstance instance(String id, String state, int waiting, @Nullable String due) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("state", state);
        fields.put("backlog", Map.of("high", 0, "normal", waiting, "bulk", 0));
        fields.put("inFlight", 0);
        if (due != null) {
            fields.put("nextDue", due);
        }
        return TroubledInstance.of(fields, NOW);
    }
}
