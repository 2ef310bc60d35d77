package io.metronome.worker;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.AccountState;
import io.metronome.emulator.Cut;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.Fault;
import io.metronome.guarantee.EveryCommandAnsweredOnce;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However much is logged and whatever the API answers: no token leaves the worker but to the API. */
class SecretsIT {
    /** A piece of a token this long would be a token half lost. */
    private static final int PIECE = 16;

    private static final int KINDS = 20;
    /** Instances that are held, or whose API is nowhere: only the expiry ends their commands. */
    private static final List<Integer> ENDLESS = List.of(8, 9, 10, 11, 16, 17);

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(6);

    @TempDir
    private Path folder;

    @Test
    @Tag("full")
    void tellsNobodyAToken() throws Exception {
        List<EmulatedInstance> instances = Accounts.whatsapp(KINDS);
        BenchConfig setting = BenchConfig.of(instances)
                .ownUrl(Accounts.id(17), "https://no-such-host.invalid")
                .ownUrl(Accounts.id(18), "http://127.0.0.1:9")
                .configured("log: {level: trace}")
                .configured("delivery: {retry: {max-attempts: 2, first-backoff: 100ms}}");
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            instances.forEach(instance -> misbehave(bench, instance, instances.indexOf(instance)));
            String printed;
            try (ChildWorker worker = bench.child()) {
                for (int kind = 0; kind < KINDS; kind++) {
                    if (!ENDLESS.contains(kind)) {
                        bench.office().put(posts(instances.get(kind)));
                    }
                }
                bench.readAllReplies();
                Instant end = Instant.now().plus(LONG_ENOUGH);
                for (int kind : ENDLESS) {
                    bench.office()
                            .put(posts(instances.get(kind)).stream()
                                    .map(post -> post.expiring(end))
                                    .toList());
                }
                bench.readAllReplies();
                assertThat(worker.stop()).as("exit code").isZero();
                printed = worker.out() + worker.err();
            }
            assertThat(printed).as("the trace").contains("TRACE", "waInstance");
            String replies = bench.office().takeAll().stream()
                    .map(reply -> reply.text() + reply.headers())
                    .collect(joining("\n"));
            assertThat(replies).contains("REJECTED", "accepted");
            instances.forEach(instance -> assertIsNotIn(instance.token().reveal(), printed, replies));
            bench.assertKept(new EveryCommandAnsweredOnce(), List.of());
        }
    }

    /** Another kind of trouble for each of them; the last ones have none. */
    private static void misbehave(WorkerBench bench, EmulatedInstance instance, int kind) {
        String token = instance.token().reveal();
        String path = "/waInstance" + instance.id() + "/sendTextStatus/" + token;
        String echo = "{\"statusCode\":400,\"path\":\"" + path + "\",\"message\":\"Validation failed\"}";
        Fault fault = switch (kind) {
            case 0 -> Fault.answering(400, echo);
            case 1 -> Fault.answering(500, "<html>" + path + "</html>").times(3);
            case 2 -> Fault.answering(502, "Bad gateway: " + path).times(3);
            case 3 -> Fault.answering(200, "it went well: " + token);
            case 4 -> Fault.answering(200, echo);
            case 5 -> Fault.cutting(Cut.BEFORE_ANSWER);
            case 6 -> Fault.answering(302, "").withHeader("Location", "https://elsewhere.example" + path);
            case 7 -> Fault.answering(429, echo).withHeader("Retry-After", "1");
            case 8 -> Fault.answering(403, echo);
            case 10 -> Fault.answering(401, echo);
            case 11 -> Fault.answering(466, echo);
            case 12 -> Fault.dripping(Duration.ofMillis(5)).withHeader("X-Request-Url", path);
            case 13 -> Fault.answering(400, echo).withHeader("Content-Type", "text/html; charset=" + token);
            case 14 -> Fault.answering(400, echo).withHeader("Content-Type", "text/plain; charset=utf-16");
            case 15 ->
                Fault.answering(429, "").withHeader("Retry-After", token).withHeader("X-RateLimit-Remaining", token);
            default -> Fault.delaying(Duration.ofMillis(10));
        };
        bench.api().emulator().fault(fault.at(instance.id()).on("sendTextStatus"));
        bench.api()
                .emulator()
                .fault(Fault.answering(500, echo).at(instance.id()).on("getSettings"));
        if (kind == 9) {
            bench.api().emulator().state(instance.id(), AccountState.NOT_AUTHORIZED);
        }
    }

    private static List<TestCommand> posts(EmulatedInstance instance) {
        return List.of(
                TestCommand.status("first of " + instance.id(), instance.id()),
                TestCommand.status("second of " + instance.id(), instance.id()));
    }

    private static void assertIsNotIn(String token, String printed, String replies) {
        for (int i = 0; i + PIECE <= token.length(); i++) {
            String piece = token.substring(i, i + PIECE);
            assertThat(printed.contains(piece))
                    .as("a token in what was printed")
                    .isFalse();
            assertThat(replies.contains(piece)).as("a token in a reply").isFalse();
        }
    }
}
