package io.metronome.dispatch.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.CommandRecord;
import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.RecordHeader;
import io.metronome.command.Secret;
import io.metronome.command.Source;
import io.metronome.delivery.Answer;
import io.metronome.delivery.Api;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class TracingTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instance INSTANCE =
            new Instance("1", "http://localhost", new Secret("token"), Messenger.WHATSAPP, null);

    @Test
    void passesOnTheTraceOfTheProducer() {
        assertThat(passed(RecordHeader.of("traceparent", PARENT))).isEqualTo(PARENT);
    }

    @Test
    void addsNothingWhereThereIsNone() {
        Mono<Answer> call = Mono.just(new Answer.Withheld());
        assertThat(Tracing.PASSING.around(call, INSTANCE, commandRecord(), Samples.command("id", 0), 0, 0))
                .isSameAs(call);
        assertThat(passed(RecordHeader.of("tracestate", "a=b"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                PARENT + "\r\nHost: elsewhere",
                PARENT + "\n",
                "\u0000"
            })
    void passesOnNothingThatIsNoTrace(String text) {
        assertThat(passed(RecordHeader.of("traceparent", text))).isNull();
    }

    private static @Nullable String passed(RecordHeader header) {
        AtomicReference<@Nullable String> seen = new AtomicReference<>();
        Mono<Answer> call = Mono.deferContextual(context -> {
            seen.set(context.getOrDefault(Api.TRACEPARENT, null));
            return Mono.just(new Answer.Withheld());
        });
        assertThat(Tracing.PASSING
                        .around(call, INSTANCE, commandRecord(header), Samples.command("id", 0), 0, 0)
                        .block())
                .isEqualTo(new Answer.Withheld());
        return seen.get();
    }

    private static CommandRecord commandRecord(RecordHeader... headers) {
        return new CommandRecord("commands", 3, 7, 99, null, null, List.of(headers), new Source("commands", 3, 7, 99));
    }
}
