package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.Fault;
import io.metronome.guarantee.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker is killed while a call hangs that must not be made twice. */
@Tag("full")
class UnknownOutcomeIT {
    private static final String CAREFUL = Accounts.id(1);
    private static final String OTHER = Accounts.id(2);

    @TempDir
    private Path folder;

    @Test
    void isReportedAndNeverCalledAgainAfterAKill() throws Exception {
        try (WorkerBench bench = new WorkerBench(
                        folder, BenchConfig.of(Accounts.whatsapp(2)).partitions(1));
                Fleet fleet = new Fleet(bench, 1, Fleet.SHORT_SESSION)) {
            bench.api()
                    .emulator()
                    .fault(Fault.delaying(Duration.ofSeconds(60)).at(CAREFUL).on("sendTextStatus"));
            List<Position> places = bench.office()
                    .put(List.of(
                            TestCommand.status("once", CAREFUL).with("onUnknown", "\"report\""),
                            TestCommand.status("behind", CAREFUL).with("onUnknown", "\"report\""),
                            TestCommand.status("beside", OTHER)));
            ChildWorker worker = fleet.add();
            bench.readUntil(() ->
                    bench.api().calls(CAREFUL).size() == 1 && bench.office().answered() == 1);
            fleet.kill(worker);
            fleet.add();
            bench.readAllReplies();
            fleet.stopAll();
            assertThat(bench.reply(places.getFirst()))
                    .returns("OUTCOME_UNKNOWN", reply -> reply.header("metronome-reason"))
                    .returns("once", reply -> reply.header("metronome-command-id"))
                    .returns("1", reply -> reply.header("metronome-attempts"));
            assertThat(bench.reply(places.get(1)).isDeadLetter()).isFalse();
            assertThat(bench.api().calls(CAREFUL))
                    .as("calls of the careful instance")
                    .hasSize(2);
            bench.assertAllKept();
        }
    }
}
