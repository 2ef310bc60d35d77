package io.metronome.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Messenger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ApiMethod CONTACT = Objects.requireNonNull(
                    Endpoints.find("sendContact", "POST", Messenger.WHATSAPP))
            .method();

    private final Outbox outbox = new Outbox(SECOND, at(0));

    @Test
    void sendsTheFirstAtOnceAndTheOthersAtTheDelayPlusTypingTime() {
        add("a", 0, 0);
        add("b", 0, 3);
        add("c", 0, 0);
        outbox.settle(at(100));

        assertThat(left()).containsExactly("a at 0", "b at 1", "c at 5");
    }

    @Test
    void sendsAtOnceAfterIdling() {
        add("a", 0, 0);
        add("b", 50, 0);

        assertThat(left()).containsExactly("a at 0", "b at 50");
    }

    @Test
    void keepsWhatIsNotDue() {
        add("a", 0, 0);
        add("b", 0, 0);

        assertThat(left()).containsExactly("a at 0");
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void holdsWhileNotAuthorizedAndGoesOnAtItsPace() {
        outbox.hold(at(0));
        add("a", 1, 0);
        add("b", 1, 0);
        outbox.settle(at(20));
        outbox.release(at(20));
        outbox.settle(at(30));

        assertThat(left()).containsExactly("a at 20", "b at 21");
    }

    @Test
    void dropsWhatWaitedADay() {
        outbox.hold(at(0));
        add("a", 0, 0);
        add("b", 10, 0);
        outbox.release(at(86_401));

        assertThat(outbox.dropped()).isEqualTo(1);
        outbox.settle(at(86_402));
        assertThat(left()).containsExactly("b at 86401");
    }

    @Test
    void usesTheNewDelayForWhatStillWaits() {
        add("a", 0, 0);
        add("b", 0, 0);
        outbox.pace(Duration.ofSeconds(10).toNanos(), at(0));
        outbox.settle(at(9));
        assertThat(left()).containsExactly("a at 0");
        outbox.settle(at(10));
        assertThat(left()).containsExactly("a at 0", "b at 10");
    }

    @Test
    void remembersTheNewestDeparturesOnly() {
        for (int i = 0; i <= Outbox.JOURNAL; i++) {
            add("m" + i, i, 0);
        }

        assertThat(outbox.journal())
                .hasSize(Outbox.JOURNAL)
                .first()
                .extracting(QueueDeparture::idMessage)
                .isEqualTo("m1");
        assertThat(outbox.left()).isEqualTo(Outbox.JOURNAL + 1);
    }

    private void add(String id, int second, int typingSeconds) {
        outbox.add(new Outbox.Queued(id, CONTACT, new byte[0], typingSeconds * SECOND, at(second)));
    }

    private List<String> left() {
        return outbox.journal().stream()
                .map(each -> each.idMessage() + " at " + each.at().getEpochSecond())
                .toList();
    }

    private static Moment at(int second) {
        return new Moment(second * SECOND, second * 1_000L);
    }
}
