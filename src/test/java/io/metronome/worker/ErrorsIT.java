package io.metronome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.emulator.EmulatedInstance;
import io.metronome.emulator.RecordedCall;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each error that GREEN-API documents, from a command on the topic to its reply, all of them at once. */
@Tag("full")
class ErrorsIT {
    private static final int HEALTHY = 12;
    private static final int HEALTHY_EACH = 20;
    private static final Duration LIFE = Duration.ofSeconds(12);

    @TempDir
    private Path folder;

    @Test
    void endsEveryErrorAsItIsDocumented() throws Exception {
        List<ApiErrorCase> troubles = ApiErrorCases.all();
        List<EmulatedInstance> instances = Accounts.whatsapp(troubles.size() + HEALTHY);
        BenchConfig setting = BenchConfig.of(instances)
                .configured("delivery: {timeout: %s, retry: {max-attempts: %d, first-backoff: 100ms}}"
                        .formatted(ApiErrorCases.TIMEOUT.toSeconds() + "s", ApiErrorCases.MAX_ATTEMPTS));
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            List<Position> places = new ArrayList<>();
            bench.whileWorking(worker -> {
                bench.office().put(greetings(instances));
                bench.readAllReplies();
                places.addAll(bench.office().put(posts(bench, troubles)));
                bench.readAllReplies();
            });
            SoftAssertions softly = new SoftAssertions();
            for (int i = 0; i < troubles.size(); i++) {
                ApiErrorCase trouble = troubles.get(i);
                assertEnds(softly, trouble, bench.reply(places.get(i)));
                softly.assertThat(calls(bench, trouble, Accounts.id(i + 1)))
                        .as("calls of %s", trouble.name())
                        .isEqualTo(trouble.calls());
            }
            for (Position after : places.subList(troubles.size(), places.size())) {
                Received reply = bench.reply(after);
                softly.assertThat(reply.isDeadLetter())
                        .as("%s %s", reply.text(), reply.headers())
                        .isFalse();
            }
            softly.assertAll();
            bench.assertAllKeptOnceWarm();
        }
    }

    @Test
    void keepsWhatAnInstanceCannotSendUntilItExpires() throws Exception {
        List<ApiErrorCase> troubles = ApiErrorCases.holds();
        BenchConfig setting = BenchConfig.of(Accounts.whatsapp(troubles.size()));
        try (WorkerBench bench = new WorkerBench(folder, setting)) {
            Instant end = Instant.now().plus(LIFE);
            List<TestCommand> posts = new ArrayList<>();
            for (int i = 0; i < troubles.size(); i++) {
                String instance = Accounts.id(i + 1);
                troubles.get(i).made().accept(bench.api().emulator(), instance);
                posts.add(troubles.get(i).post(instance).expiring(end));
                posts.add(TestCommand.status("behind " + troubles.get(i).name(), instance)
                        .expiring(end));
            }
            List<Position> places = bench.office().put(posts);
            bench.whileWorking(bench::readAllReplies);
            SoftAssertions softly = new SoftAssertions();
            for (int i = 0; i < troubles.size(); i++) {
                String name = troubles.get(i).name();
                softly.assertThat(bench.reply(places.get(2 * i)).header("metronome-reason"))
                        .as("%s", name)
                        .isEqualTo(troubles.get(i).ending());
                softly.assertThat(bench.reply(places.get(2 * i + 1)).header("metronome-reason"))
                        .as("behind %s", name)
                        .isEqualTo(troubles.get(i).ending());
                softly.assertThat(asked(bench, i + 1, "sendTextStatus"))
                        .as("calls of %s", name)
                        .isLessThanOrEqualTo(1);
                softly.assertThat(asked(bench, i + 1, "getStateInstance"))
                        .as("questions about %s", name)
                        .isLessThanOrEqualTo(name.equals("created") ? 6 : 2);
            }
            softly.assertAll();
            bench.assertAllKeptOnceWarm();
        }
    }

    /* Answers of a healthy host come first: a host that begins with nothing but failures would be paused. */
    private static List<TestCommand> greetings(List<EmulatedInstance> instances) {
        return instances.stream()
                .map(instance -> TestCommand.status("greeting of " + instance.id(), instance.id()))
                .toList();
    }

    private static long asked(WorkerBench bench, int number, String method) {
        return bench.api().emulator().calls(Accounts.id(number)).stream()
                .filter(call -> call.method().equals(method))
                .count();
    }

    /** A command for each trouble, then one more for each of these instances, and a few instances without any. */
    private static List<TestCommand> posts(WorkerBench bench, List<ApiErrorCase> troubles) {
        List<TestCommand> posts = new ArrayList<>();
        for (int i = 0; i < troubles.size(); i++) {
            troubles.get(i).made().accept(bench.api().emulator(), Accounts.id(i + 1));
            posts.add(troubles.get(i).post(Accounts.id(i + 1)));
        }
        for (int i = 0; i < troubles.size(); i++) {
            posts.add(TestCommand.command("after " + troubles.get(i).name(), Accounts.id(i + 1), "sendContact", """
                    {"chatId":"79001110001@c.us","contact":{"phoneContact":79001234568,"firstName":"After"}}"""));
        }
        for (int each = 0; each < HEALTHY_EACH; each++) {
            for (int i = 1; i <= HEALTHY; i++) {
                posts.add(TestCommand.status(i + " healthy " + each, Accounts.id(troubles.size() + i)));
            }
        }
        return posts;
    }

    private static void assertEnds(SoftAssertions softly, ApiErrorCase trouble, Received reply) {
        String ending = reply.isDeadLetter() ? reply.header("metronome-reason") : ApiErrorCase.ACCEPTED;
        String said = reply.isDeadLetter() ? reply.header("metronome-detail") : reply.text();
        String attempts = reply.isDeadLetter()
                ? reply.header("metronome-attempts")
                : reply.json().path("attempts").asString("");
        softly.assertThat(ending).as("%s: %s", trouble.name(), said).isEqualTo(trouble.ending());
        softly.assertThat(said).as("what is said of %s", trouble.name()).contains(trouble.words());
        softly.assertThat(said).as("its length").hasSizeLessThan(2_000);
        softly.assertThat(attempts).as("attempts of %s", trouble.name()).isEqualTo(String.valueOf(trouble.calls()));
    }

    private static long calls(WorkerBench bench, ApiErrorCase trouble, String instance) {
        String body = trouble.post(instance).body();
        List<RecordedCall> calls = bench.api().emulator().calls(instance);
        assertThat(calls).as("calls of %s", trouble.name()).isNotEmpty();
        return calls.stream()
                .filter(call -> call.method().equals(trouble.method()))
                // The body of a call that was cut off before it was read is not known, and so not the next command's.
                .filter(call -> body.equals(call.body()) || "".equals(call.body()))
                .count();
    }
}
