package io.metronome.worker;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.AccountState;
import io.metronome.emulator.Cut;
import io.metronome.emulator.Emulator;
import io.metronome.emulator.Fault;
import io.metronome.guarantee.CallSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every tenth instance misbehaves for ever, in every way that is known; the others lose no slot by it. {@code
 * -Dmetronome.full=true} makes them a hundred of a thousand.
 */
@Tag("full")
class MisbehavingIT {
    private static final boolean FULL = Boolean.getBoolean("metronome.full");
    private static final int INSTANCES = FULL ? 1_000 : 200;
    private static final int BAD = INSTANCES / 10;
    private static final int EACH = FULL ? 60 : 30;
    private static final int BAD_EACH = 10;
    private static final int FOR_EVER = 1_000_000;
    private static final Duration PACE = Duration.ofMillis(500);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    /* Timer, dispatcher, event loop and the API's: each of them this machine can keep waiting at each call. */
    private static final int THREADS_OF_A_CALL = 4;
    private static final Duration BAD_LIFE = PACE.multipliedBy(EACH).plusSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void leavesTheOthersTheirSlots() throws Exception {
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(INSTANCES)).answersAfter(Duration.ofMillis(60));
        for (int i = 0; i < BAD; i++) {
            setting = elsewhere(setting, i);
        }
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            for (int i = 0; i < BAD; i++) {
                misbehave(bench.api().emulator(), i);
            }
            bench.office().put(posts());
            bench.whileWorking(bench::readAllReplies);
            int lost = 0;
            for (int good = BAD + 1; good <= INSTANCES; good++) {
                lost += lostSlots(bench, Accounts.id(good));
            }
            List<Long> questions = questions(bench);
            System.out.printf(
                    "MisbehavingIT: %d of %d instances misbehave, %d slots of the others lost; questions for the state"
                            + " of one held at most %d; worst stall %d ms%n",
                    BAD,
                    INSTANCES,
                    lost,
                    questions.stream().mapToLong(Long::longValue).max().orElse(0),
                    bench.stalls().worst().toMillis());
            assertThat(lost).as("slots that well-behaved instances lost").isZero();
            assertThat(questions).allMatch(count -> count <= 2);
            bench.assertAllKeptOnceWarm();
        }
    }

    /** Two kinds of trouble that begin before the API: nobody listens, nobody knows the name. */
    private static BenchConfig elsewhere(BenchConfig setting, int bad) {
        return switch (bad % 20) {
            case 18 -> setting.ownUrl(Accounts.id(bad + 1), "http://127.0.0.1:1");
            case 19 -> setting.ownUrl(Accounts.id(bad + 1), "https://no-such-host.invalid");
            default -> setting;
        };
    }

    private static void misbehave(Emulator emulator, int bad) {
        String id = Accounts.id(bad + 1);
        switch (bad % 20) {
            case 0 -> state(emulator, id, AccountState.EXPIRED);
            case 1 -> state(emulator, id, AccountState.DELETED);
            case 2 -> state(emulator, id, AccountState.CREATING);
            case 3 -> state(emulator, id, AccountState.SUSPENDED);
            case 4 -> {
                state(emulator, id, AccountState.NOT_AUTHORIZED);
                always(
                        emulator,
                        id,
                        Fault.answering(400, "instance is starting or not authorized")
                                .on("sendTextStatus"));
            }
            case 5 -> always(emulator, id, Fault.answering(401, ""));
            case 6 -> always(emulator, id, Fault.answering(403, "<html>403 Forbidden</html>"));
            case 7 -> always(emulator, id, Fault.answering(466, "{}").on("sendTextStatus"));
            case 8 -> emulator.allowStatuses(id, false);
            case 9 -> always(emulator, id, Fault.answering(429, "").on("sendTextStatus"));
            case 10 -> always(emulator, id, Fault.answering(429, "").withHeader("Retry-After", "7"));
            case 11 -> always(emulator, id, Fault.answering(502, null));
            case 12 -> always(emulator, id, Fault.delaying(Duration.ofMinutes(1)));
            case 13 -> always(emulator, id, Fault.cutting(Cut.BEFORE_REQUEST));
            case 14 -> always(emulator, id, Fault.cutting(Cut.BEFORE_ANSWER));
            case 15 -> always(emulator, id, Fault.dripping(Duration.ofSeconds(1)));
            case 16 -> always(emulator, id, Fault.answering(200, "<html>"));
            default -> always(emulator, id, Fault.answering(400, "instance in starting process try later"));
        }
    }

    private static void state(Emulator emulator, String id, AccountState state) {
        emulator.state(id, state);
    }

    private static void always(Emulator emulator, String id, Fault fault) {
        emulator.fault(fault.at(id).times(FOR_EVER));
    }

    private static List<TestCommand> posts() {
        Instant end = Instant.now().plus(BAD_LIFE);
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            for (int instance = 1; instance <= INSTANCES; instance++) {
                TestCommand post = TestCommand.status(instance + " " + i, Accounts.id(instance));
                if (instance > BAD) {
                    posts.add(post);
                } else if (i < BAD_EACH) {
                    posts.add(post.expiring(end));
                }
            }
        }
        return posts;
    }

    /** How many times the pace fits into what its calls took longer than they had to, from the first warm one on. */
    private static int lostSlots(WorkerBench bench, String instance) {
        List<Instant> calls = bench.api().calls(instance).stream()
                .filter(call -> call.method().equals("sendTextStatus"))
                .map(CallSeen::at)
                .collect(toList());
        Instant warm = calls.getFirst().plus(WARM_UP);
        List<Instant> counted = calls.stream().filter(at -> at.isAfter(warm)).toList();
        Duration took = Duration.between(counted.getFirst(), counted.getLast());
        Duration each = PACE.plus(bench.stalls().usual().multipliedBy(THREADS_OF_A_CALL));
        Duration ideal =
                each.multipliedBy(counted.size() - 1L).plus(bench.stalls().worst());
        return (int) Math.max(0, took.minus(ideal).toMillis() / PACE.toMillis());
    }

    /** How often each held instance (kinds 0 to 7 but the one that starts) was asked for its state. */
    private static List<Long> questions(WorkerBench bench) {
        return IntStream.range(0, BAD)
                .filter(bad -> bad % 20 <= 7 && bad % 20 != 2)
                .mapToObj(bad -> bench.api().emulator().calls(Accounts.id(bad + 1)).stream()
                        .filter(call -> call.method().equals("getStateInstance"))
                        .count())
                .toList();
    }
}
