package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.guarantee.EveryCommandAnsweredOnce;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command id is not sent twice within the window, whichever worker owns its instance meanwhile. */
@Tag("full")
class DuplicateIT {
    private static final String SHOP = Accounts.id(1);

    @TempDir
    private Path folder;

    @Test
    void isFoundAfterARestartAndAfterAMoveToAnotherWorker() throws Exception {
        try (WorkerBench bench = new WorkerBench(
                        folder, BenchConfig.of(Accounts.whatsapp(1)).partitions(1));
                Fleet fleet = new Fleet(bench, 1, Fleet.SHORT_SESSION)) {
            fleet.stop(first(bench, fleet));
            ChildWorker second = fleet.add();
            assertIsDuplicate(bench, "after a restart");
            assertComesAgain(bench);
            // Its member does not leave: the next owner has to wait for the session, and fences no producer.
            fleet.kill(second);
            fleet.add();
            assertIsDuplicate(bench, "after a move");
            bench.readAllReplies();
            fleet.stopAll();
            assertThat(bench.api().calls(SHOP)).as("calls").hasSize(2);
            bench.assertKept(new EveryCommandAnsweredOnce(), List.of());
        }
    }

    @Test
    void mayComeAgainWhenTheWindowIsOver() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(1)).partitions(1).configured("idempotency-window: 4s");
        try (WorkerBench bench = new WorkerBench(folder, setting);
                Fleet fleet = new Fleet(bench, 1, Fleet.SHORT_SESSION)) {
            ChildWorker worker = first(bench, fleet);
            Instant sent = Instant.now();
            fleet.stop(worker);
            fleet.add();
            bench.readUntil(() -> Instant.now().isAfter(sent.plusSeconds(8)));
            assertThat(reply(bench, "order-7", "too late").isDeadLetter()).isFalse();
            fleet.stopAll();
        }
    }

    private static ChildWorker first(WorkerBench bench, Fleet fleet) throws Exception {
        ChildWorker worker = fleet.add();
        assertThat(reply(bench, "order-7", "first").isDeadLetter()).isFalse();
        return worker;
    }

    private static void assertIsDuplicate(WorkerBench bench, String message) throws Exception {
        Received reply = reply(bench, "order-7", message);
        assertThat(reply.header("metronome-reason")).as(message).isEqualTo("DUPLICATE");
        assertThat(reply.header("metronome-duplicate-of"))
                .isEqualTo(bench.topics().commands() + "-0-0");
    }

    /** An id that ended without a call. */
    private static void assertComesAgain(WorkerBench bench) throws Exception {
        TestCommand expired = post("order-8", "expired").with("expiresAt", "\"2020-01-01T00:00:00Z\"");
        assertThat(reply(bench, expired).header("metronome-reason")).isEqualTo("EXPIRED");
        assertThat(reply(bench, post("order-8", "in time")).isDeadLetter()).isFalse();
    }

    private static Received reply(WorkerBench bench, String id, String message) throws Exception {
        return reply(bench, post(id, message));
    }

    private static Received reply(WorkerBench bench, TestCommand post) throws Exception {
        Position place = bench.office().put(List.of(post)).getFirst();
        bench.readAllReplies();
        return bench.reply(place);
    }

    private static TestCommand post(String id, String message) {
        return TestCommand.command(id, SHOP, "sendTextStatus", "{\"message\":\"" + message + "\"}");
    }
}
