package io.metronome.sandbox;

import io.metronome.guarantee.CallSeen;
import io.metronome.guarantee.Guarantee;
import io.metronome.guarantee.Produced;
import io.metronome.guarantee.ReplySeen;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the guarantees what happened in the sandbox. */
final class GuaranteeFeed {
    private GuaranteeFeed() {}

    static void tell(Guarantee guarantee, ReplyCounts tally, List<CallSeen> calls) {
        tally.commands()
                .forEach((position, command) -> guarantee.produced(new Produced(
                        position.partition(),
                        position.offset(),
                        command.body().isEmpty() ? "metronome.commands-" + position : command.commandId(),
                        command.instance(),
                        command.method(),
                        command.body(),
                        command.priority(),
                        command.notBefore(),
                        command.expiresAt())));
        calls.forEach(guarantee::called);
        Map<String, Duration> gaps = gaps(calls);
        tally.replies().forEach(reply -> guarantee.replied(seen(reply, tally, gaps)));
    }

    /** The gap that had to follow each call, by instance and body. */
    private static Map<String, Duration> gaps(List<CallSeen> calls) {
        Map<String, Duration> gaps = new HashMap<>();
        for (CallSeen call : calls) {
            gaps.put(call.instance() + call.body(), call.paced() ? call.gap() : Duration.ZERO);
        }
        return gaps;
    }

    private static ReplySeen seen(ReadBack reply, ReplyCounts tally, Map<String, Duration> gaps) {
        Scripted command = tally.commands().get(reply.source());
        String body = command == null ? "" : command.body();
        return new ReplySeen(
                reply.source(),
                reply.commandId(),
                reply.instance(),
                reply.attempts(),
                reply.sentAt(),
                gaps.getOrDefault(reply.instance() + body, Duration.ZERO),
                reply.reason(),
                null);
    }
}
