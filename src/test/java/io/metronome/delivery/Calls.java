package io.metronome.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Catalogue;
import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.Method;
import io.metronome.command.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The instances, methods and calls of the tests of this package. */
final class Calls {
    static final String TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345";
    static final Secret SECRET = new Secret(TOKEN);
    static final InstantSource CALENDAR = InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));
    static final Method SEND_TYPING = method("sendTyping");
    static final Method SEND_CONTACT = method("sendContact");
    static final Method SEND_TEXT_STATUS = method("sendTextStatus");
    static final Method SET_SETTINGS = method("setSettings");
    static final Method FORWARD_MESSAGES = method("forwardMessages");
    static final Method READ_CHAT = method("readChat");
    static final Method DELETE_MESSAGE = method("deleteMessage");
    static final List<Method> METHODS = Catalogue.methods();

    private Calls() {}

    static Instance instance(String apiUrl) {
        return new Instance("1101000001", apiUrl, SECRET, Messenger.WHATSAPP, null);
    }

    static HttpApi api(int connections, Duration timeout) {
        return new HttpApi(new HttpApi.Limits(connections, timeout), Schedulers.parallel(), CALENDAR);
    }

    static HttpApi api(Scheduler time) {
        return new HttpApi(new HttpApi.Limits(1, Duration.ofSeconds(15)), time, CALENDAR);
    }

    /** One call that is waited for, with what it told on the way. */
    static Told call(HttpApi api, String apiUrl, String body) {
        List<Object> told = new CopyOnWriteArrayList<>();
        Answer answer = api.call(instance(apiUrl), SEND_CONTACT, bytes(body), () -> true, told::add)
                .doOnNext(told::add)
                .block(Duration.ofSeconds(20));
        if (answer == null) {
            throw new AssertionError("a call without an answer");
        }
        return new Told(answer, told);
    }

    /** @param inOrder every {@code written} as a Long, and the answer */
    record Told(Answer answer, List<Object> inOrder) {
        boolean written() {
            return inOrder.size() == 2 && inOrder.getFirst() instanceof Long;
        }
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Method method(String name) {
        return Objects.requireNonNull(Catalogue.find(name), name);
    }

    /** Asserts that not one byte was written, and that the detail holds these words. */
    static void assertSafe(Told told, String words) {
        assertThat(told.answer()).isInstanceOfSatisfying(Answer.Again.class, again -> {
            assertThat(again.status()).isZero();
            assertThat(again.detail()).containsIgnoringCase(words).doesNotContain(TOKEN);
            assertThat(again.throttled()).isFalse();
        });
        assertThat(told.written()).isFalse();
    }

    static String overTls(RawServer server) {
        return server.url().replace("http:", "https:");
    }
}
