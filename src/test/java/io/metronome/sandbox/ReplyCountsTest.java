package io.metronome.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import io.metronome.guarantee.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplyCountsTest {
    private final List<Scripted> commands = Campaign.commands(Instant.EPOCH);
    private final ReplyCounts tally = new ReplyCounts(3);

    ReplyCountsTest() {
        for (int i = 0; i < 3; i++) {
            tally.put(new Position(0, i), commands.get(i));
        }
    }

    @Test
    void isCompleteWhenEveryCommandHasOneReply() {
        answer(0, null);
        answer(1, Reason.EXPIRED);
        answer(2, null);
        assertThat(tally.complete()).isTrue();
        assertThat(tally.line()).isEqualTo("3 commands, 3 replies (2 accepted, 1 dead letters), 0 missing");
    }

    @Test
    void missesACommandWithoutReply() {
        answer(0, null);
        answer(2, null);
        assertThat(tally.complete()).isFalse();
        assertThat(tally.line()).isEqualTo("3 commands, 2 replies (2 accepted, 0 dead letters), 1 missing");
    }

    @Test
    void isNotCompleteWithASecondReply() {
        answer(0, null);
        answer(0, null);
        answer(1, null);
        answer(2, null);
        assertThat(tally.complete()).isFalse();
        assertThat(tally.line()).isEqualTo("3 commands, 4 replies (4 accepted, 0 dead letters), 0 missing");
    }

    @Test
    void leavesOutRepliesToOthersCommands() {
        assertThat(tally.take(reply(9, null))).isNull();
        assertThat(tally.replies()).isEmpty();
    }

    private void answer(long offset, @Nullable Reason reason) {
        assertThat(tally.take(reply(offset, reason))).isEqualTo(commands.get((int) offset));
    }

    private static ReadBack reply(long offset, @Nullable Reason reason) {
        return new ReadBack(
                new Position(0, offset), "id", "1101000001", "sendTextStatus", 1, "", reason, null, Map.of());
    }
}
