package io.metronome.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import io.metronome.dispatch.loop.Samples;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.reply.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedCommandsTest {
    private static final String INSTANCE = "1101000001";

    private final EndedCommands ended = new EndedCommands();

    @Test
    void remembersAsManyAsItHasRoomFor() {
        for (int i = 0; i < EndedCommands.MOST + 10; i++) {
            refuse("id" + i, 0);
        }
        assertThat(ended.find(INSTANCE, "id9", 0)).isNull();
        assertThat(ended.find(INSTANCE, "id10", 0)).isNotNull();
        assertThat(ended.last(INSTANCE, 3)).hasSize(3);
        assertThat(ended.last("1101000002", 3)).isEmpty();
    }

    @Test
    void remembersForAnHour() {
        refuse("old", 0);
        assertThat(ended.find(INSTANCE, "old", EndedCommands.KEPT_MILLIS)).isNotNull();
        assertThat(ended.find(INSTANCE, "old", EndedCommands.KEPT_MILLIS + 1)).isNull();
        refuse("new", EndedCommands.KEPT_MILLIS + 1);
        assertThat(ended.last(INSTANCE, 3)).hasSize(1);
    }

    @Test
    void tellsWhereTheDeadLetterIs() {
        refuse("a", 7);
        EndedCommand found = ended.find(INSTANCE, "a", 7);
        assertThat(found).isNotNull();
        assertThat(found.reason()).isEqualTo(Reason.INVALID);
        assertThat(found.endedAt()).isEqualTo(7);
        assertThat(found.reply()).isEqualTo(new EndedCommand.ReplyPlace("dead-letters", null, false));
        assertThat(ended.find("1101000002", "a", 7)).isNull();
    }

    @Test
    void notesNothingOfARecordWithoutAnInstance() {
        ended.refused(Samples.commandRecord(1, 10), new Subject("a", null, null, null), told(), 0);
        assertThat(ended.last(INSTANCE, 1)).isEmpty();
    }

    private void refuse(String id, long at) {
        ended.refused(Samples.commandRecord(1, 10), new Subject(id, INSTANCE, "sendTextStatus", null), told(), at);
    }

    private static List<Reply> told() {
        RecordHeader reason = RecordHeader.of("metronome-reason", "INVALID");
        return List.of(new Reply("dead-letters", null, null, null, List.of(reason), null));
    }
}
