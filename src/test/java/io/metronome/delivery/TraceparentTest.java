package io.metronome.delivery;

import static io.metronome.delivery.Calls.bytes;
import static io.metronome.delivery.Calls.instance;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TraceparentTest {

    @Test
    void theRequestNamesTheTraceThatItsCallerIsInAndNoOther() throws IOException {
        try (RawServer server = RawServer.answering(200, "{\"idMessage\":\"3EB0\"}");
                HttpApi api = Calls.api(1, Duration.ofSeconds(10))) {
            Mono<Answer> call =
                    api.call(instance(server.url()), Calls.SEND_CONTACT, bytes("{}"), () -> true, nanos -> {});
            call.block();
            call.contextWrite(context -> context.put(Api.TRACEPARENT, "00-trace-span-01"))
                    .block();

            assertThat(server.requests().getFirst()).doesNotContainIgnoringCase("traceparent");
            assertThat(server.requests().getLast()).containsIgnoringCase("traceparent: 00-trace-span-01\r\n");
        }
    }
}
