package io.metronome.worker;

import static io.metronome.worker.Accounts.MAX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Homes;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.Method.Promise;
import io.metronome.command.RecordHeader;
import io.metronome.emulator.EmulatedInstance;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Received;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every method that each messenger has, as its producer sees it. */
class MethodsIT {
    private static final String WHATSAPP = Accounts.id(1);
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String TIME = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
    private static final String SENT = "\\{\"idMessage\":\"[^\"]+\"\\}";

    @TempDir
    private Path folder;

    @Test
    void answersEveryMethodOfBothMessengersToTheLetter() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, setting())) {
            List<TestCommand> posts = everyMethod();
            List<Position> places = bench.office().put(posts);
            bench.whileWorking(() -> bench.readAllReplies());
            for (int i = 0; i < posts.size(); i++) {
                assertIsTheResultOf(posts.get(i), places.get(i), bench);
            }
            bench.assertAllKept();
        }
    }

    @Test
    void answersWhereItsHeadersAskForIt() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, setting())) {
            List<Position> places = bench.office()
                    .put(List.of(
                            to(bench.topics().replies(), TestCommand.status("allowed", WHATSAPP)),
                            to("another.topic", TestCommand.status("not allowed", WHATSAPP)),
                            to(bench.topics().commands(), TestCommand.status("its own", WHATSAPP)),
                            to(
                                    bench.topics().replies(),
                                    TestCommand.command("bad", WHATSAPP, "sendTextStatus", "{}"))));
            bench.whileWorking(
                    () -> bench.readUntil(() -> bench.office().replies().size() >= 5));
            assertThat(bench.reply(places.get(0)))
                    .returns(bench.topics().replies(), Received::topic)
                    .returns(1, Received::partition);
            assertIsRefused(bench, places.get(1), "another.topic");
            assertIsRefused(bench, places.get(2), bench.topics().commands());
            assertIsRefused(bench, places.get(3), "body.message: missing");
            assertThat(bench.office().replies().stream().filter(Received::isNotice))
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.text())
                            .matches("\\{\"commandId\":\"bad\",\"outcome\":\"dead-letter\",\"reason\":\"INVALID\","
                                    + "\"detail\":\"body.message: missing.*\"\\}"));
            bench.assertAllKept();
        }
    }

    @Test
    @Tag("full")
    void answersARecordThatStandsOnAForeignPartitionAsIfItStoodOnItsOwn() throws Exception {
        try (WorkerBench bench = new WorkerBench(folder, setting())) {
            List<TestCommand> posts = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                posts.add(traced(TestCommand.status("stray " + i, WHATSAPP)).keyless(i % 3));
            }
            posts.add(TestCommand.command("", WHATSAPP, "sendTextStatus", "{\"message\":\"nameless\"}")
                    .keyless(0));
            posts.add(TestCommand.command("", WHATSAPP, "sendTextStatus", "{\"message\":\"nameless, too\"}")
                    .keyless(1));
            List<Position> places = bench.office().put(posts);
            bench.whileWorking(() -> bench.readAllReplies());
            for (int i = 0; i < posts.size(); i++) {
                assertThat(bench.reply(places.get(i)).header("kafka_correlationId"))
                        .isEqualTo(posts.get(i).commandId());
            }
            long strays = posts.stream().filter(MethodsIT::isStray).count();
            assertThat(bench.office().commands())
                    .as("records, each stray's one copy included")
                    .isEqualTo(posts.size() + strays);
            bench.assertAllKept();
        }
    }

    private static List<TestCommand> everyMethod() {
        List<TestCommand> posts = new ArrayList<>();
        for (Method method : Catalogue.methods()) {
            method.offers().forEach((messenger, offer) -> {
                if (method.name().equals("deleteStatus")) {
                    // The status of the example is not there, and the API says so.
                    return;
                }
                String instance = messenger == Messenger.MAX ? MAX : WHATSAPP;
                posts.add(traced(
                        TestCommand.command(messenger + method.name(), instance, method.name(), offer.example())));
            });
        }
        return posts;
    }

    private static boolean isStray(TestCommand post) {
        return !Integer.valueOf(new Homes(3).of(WHATSAPP)).equals(post.partition());
    }

    private static BenchConfig setting() {
        List<EmulatedInstance> instances = new ArrayList<>(Accounts.whatsapp(1));
        instances.add(Accounts.max());
        return BenchConfig.of(instances).replyingTo("replies");
    }

    private static TestCommand traced(TestCommand post) {
        return post.with(RecordHeader.of("kafka_correlationId", post.commandId()))
                .with(RecordHeader.of("traceparent", TRACE))
                .with(RecordHeader.of("metronome-reason", "a producer's, and not to be copied"));
    }

    private static TestCommand to(String topic, TestCommand post) {
        byte[] one = ByteBuffer.allocate(Integer.BYTES).putInt(1).array();
        return post.with(RecordHeader.of("kafka_replyTopic", topic))
                .with(new RecordHeader("kafka_replyPartition", one));
    }

    private static void assertIsRefused(WorkerBench bench, Position place, String detail) {
        Received reply = bench.reply(place);
        assertThat(reply.topic()).isEqualTo(bench.topics().deadLetters());
        assertThat(reply.header("metronome-reason")).isEqualTo("INVALID");
        assertThat(reply.header("metronome-detail")).contains(detail);
    }

    private static void assertIsTheResultOf(TestCommand post, Position place, WorkerBench bench) {
        Received reply = bench.reply(place);
        assertThat(reply.topic()).isEqualTo(bench.topics().results());
        assertThat(reply.key()).isEqualTo(post.instance().getBytes(UTF_8));
        assertThat(reply.text()).matches(result(post));
        assertThat(reply.headers())
                .containsEntry("kafka_correlationId", post.commandId())
                .containsEntry("traceparent", TRACE)
                .containsEntry("metronome-source-topic", bench.topics().commands())
                .containsEntry("metronome-source-partition", Integer.toString(place.partition()))
                .containsEntry("metronome-source-offset", Long.toString(place.offset()))
                .containsKey("metronome-source-timestamp")
                .hasSize(6);
    }

    private static String result(TestCommand post) {
        Method method = Objects.requireNonNull(Catalogue.find(post.method()));
        return "\\{\"commandId\":\"%s\",\"idInstance\":\"%s\",\"method\":\"%s\",\"outcome\":\"accepted\","
                        .formatted(post.commandId(), post.instance(), post.method())
                + (hasId(method) ? "\"idMessage\":\"[^\"]+\"," : "")
                + "\"attempts\":\\d+,\"receivedAt\":@,\"dueAt\":@,\"sentAt\":@,\"completedAt\":@".replace("@", TIME)
                + switch (method.promise()) {
                    case ID_MESSAGE -> ",\"response\":" + SENT;
                    case NOTHING -> hasId(method) ? ",\"response\":" + SENT : "";
                    case SAVE_SETTINGS -> ",\"settingsConfirmed\":true,\"response\":\\{\"saveSettings\":true\\}";
                    case MESSAGES -> ",\"response\":\\{\"messages\":\\[\"[^\"]+\"\\]\\}";
                    case SET_READ -> ",\"response\":\\{\"setRead\":true\\}";
                }
                + "\\}";
    }

    private static boolean hasId(Method method) {
        return method.promise() == Promise.ID_MESSAGE || method.name().equals("sendTyping");
    }
}
