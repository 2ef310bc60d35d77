package io.metronome.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import io.metronome.guarantee.CallSeen;
import io.metronome.guarantee.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Duration ALLOWANCE = Duration.ofMillis(100);

    private final ReplyCounts tally = new ReplyCounts(2);

    @Test
    void endsWithTheVerdictAndNamesWhoGotNoReply() {
        List<Scripted> commands = Campaign.commands(Instant.EPOCH);
        tally.put(new Position(0, 0), commands.get(0));
        tally.put(new Position(0, 1), commands.get(1));
        tally.take(new ReadBack(
                new Position(0, 0), "sale-1", "1101000001", "sendTextStatus", 0, "", Reason.EXPIRED, null, Map.of()));
        List<String> lines = new Summary(tally, List.of(), ALLOWANCE, List.of()).lines();
        assertThat(lines).endsWith("2 commands, 1 replies (0 accepted, 1 dead letters), 1 missing");
        assertThat(lines).contains("  dead letters: EXPIRED 1", "  no reply: sale-2 (1101000001 sendTextStatus)");
    }

    @Test
    void showsTheClosestCallsAndWhatWasBroken() {
        List<String> lines = new Summary(tally, List.of(call(0), call(499)), ALLOWANCE, List.of("the pace")).lines();
        assertThat(lines)
                .contains("  3100000001  MAX            2  499 ms, its pace asked for 500 ms", "  BROKEN  the pace");
    }

    private static CallSeen call(long millis) {
        return new CallSeen(
                "3100000001", "sendContact", "", Instant.ofEpochMilli(millis), Duration.ofMillis(500), true, true);
    }
}
