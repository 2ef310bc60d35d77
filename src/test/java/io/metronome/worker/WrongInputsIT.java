package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.EmulatedInstance;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever producers put there, each record has its one dead letter, and the good command behind it is sent. */
class WrongInputsIT {
    private static final String WHATSAPP = Accounts.id(1);
    private static final int JUNK = 5_000;
    private static final int LONGEST = 300;

    @TempDir
    private Path folder;

    @Test
    @Tag("full")
    void tellsWhatIsWrongWithEachField() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, setting())) {
            List<InvalidInput> wrongs = InvalidInputs.all();
            List<Position> places =
                    bench.office().put(wrongs.stream().map(InvalidInput::post).toList());
            Position good = bench.office()
                    .put(List.of(TestCommand.status("good", WHATSAPP)))
                    .getFirst();
            bench.whileWorking(bench::readAllReplies);
            for (int i = 0; i < wrongs.size(); i++) {
                Received reply = bench.reply(places.get(i));
                assertThat(reply.topic())
                        .as("%s", wrongs.get(i))
                        .isEqualTo(bench.topics().deadLetters());
                assertIsTold(wrongs.get(i), reply);
            }
            assertThat(bench.reply(good).isDeadLetter()).isFalse();
            assertThat(bench.api().calls()).as("calls").hasSize(1);
            bench.assertAllKept();
        }
    }

    @Test
    @Tag("full")
    void buriesThousandsOfJunkRecordsAndSendsWhatStandsBehindThem() throws Exception {
        long seed = System.nanoTime();
        System.out.println("WrongInputsIT: seed " + seed);
        try (WorkerBench bench = new WorkerBench(folder, setting())) {
            List<TestCommand> junk = junk(new Random(seed));
            List<Position> places = bench.office().put(junk);
            List<TestCommand> good = List.of(
                    TestCommand.status("behind 0", WHATSAPP).keyless(0),
                    TestCommand.status("behind 1", WHATSAPP).keyless(1),
                    TestCommand.status("behind 2", WHATSAPP).keyless(2));
            List<Position> goodPlaces = bench.office().put(good);
            bench.whileWorking(bench::readAllReplies);
            Map<Position, Received> replies = new HashMap<>();
            bench.office().replies().forEach(reply -> replies.put(reply.source(), reply));
            for (int i = 0; i < junk.size(); i++) {
                assertThat(replies.get(places.get(i)))
                        .returns(bench.topics().deadLetters(), Received::topic)
                        .returns(junk.get(i).key(), Received::key)
                        .returns(junk.get(i).value(), Received::value)
                        .returns("UNREADABLE", reply -> reply.header("metronome-reason"));
            }
            goodPlaces.forEach(
                    place -> assertThat(bench.reply(place).isDeadLetter()).isFalse());
            bench.assertAllKept();
        }
    }

    private static void assertIsTold(InvalidInput wrong, Received reply) {
        assertThat(reply.header("metronome-reason")).as("%s", wrong).isEqualTo(wrong.reason());
        assertThat(reply.header("metronome-detail")).as("%s", wrong).contains(wrong.detail());
        assertThat(reply.key()).as("%s", wrong).isEqualTo(wrong.post().key());
        assertThat(reply.value()).as("%s", wrong).isEqualTo(wrong.post().value());
        assertThat(reply.headers())
                .as("%s", wrong)
                .containsKeys("metronome-command-id", "metronome-failed-at", "metronome-source-timestamp")
                .doesNotContainKeys("metronome-attempts", "metronome-http-status");
    }

    /** Random bytes, truncated commands, JSON of other kinds, tombstones; under random keys, or none. */
    private static List<TestCommand> junk(Random random) {
        List<TestCommand> junk = new ArrayList<>();
        byte[] good = Objects.requireNonNull(
                TestCommand.command("", WHATSAPP, "sendTextStatus", "{}").value());
        for (int i = 0; i < JUNK; i++) {
            byte[] bytes = new byte[random.nextInt(LONGEST)];
            random.nextBytes(bytes);
            byte[] key = random.nextBoolean()
                    ? null
                    : Integer.toString(random.nextInt()).getBytes(UTF_8);
            junk.add(
                    switch (i % 4) {
                        case 0 -> TestCommand.junk(key, bytes);
                        case 1 -> TestCommand.junk(key, Arrays.copyOf(good, random.nextInt(good.length)));
                        case 2 -> TestCommand.junk(key, ("[" + i + "]").getBytes(UTF_8));
                        default -> TestCommand.junk(key, null);
                    });
        }
        return junk;
    }

    private static BenchConfig setting() {
        List<EmulatedInstance> instances = new ArrayList<>(Accounts.whatsapp(1));
        instances.add(Accounts.max());
        return BenchConfig.of(instances);
    }
}
