package io.metronome.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.command.Reason;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import io.metronome.dispatch.loop.Samples;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.EndedCommand.ReplyPlace;
import io.metronome.reply.Replies;
import io.metronome.reply.Subject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndedCommandsTest {
    private static final String INSTANCE = "1101000001";

    private final Replies replies = new Replies("results", "dead-letters");
    private final EndedCommands ended = new EndedCommands(replies);

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
        EndedCommand found = Objects.requireNonNull(ended.find(INSTANCE, "a", 7));
        assertThat(found.reason()).isEqualTo(Reason.INVALID);
        assertThat(found.endedAt()).isEqualTo(7);
        assertThat(found.reply()).isEqualTo(new EndedCommand.ReplyPlace("dead-letters", null, false));
        assertThat(ended.find("1101000002", "a", 7)).isNull();
    }

    @Test
    void notesNothingOfARecordWithoutAnInstance() {
        ended.refused(Samples.commandRecord(1, 10), new Subject("a", null, null, null), invalid(), 0);
        assertThat(ended.last(INSTANCE, 1)).isEmpty();
    }

    @Test
    void namesThePlaceOfTheReplyAsItIsMade() {
        samePlace(ended.place(command(null)), result(command(null)));
        Command named = command(new Command.ReplyTo("answers", 7));
        assertThat(ended.place(named)).isEqualTo(new ReplyPlace("answers", 7, false));
        samePlace(ended.place(named), result(named));
        Command keyed = command(new Command.ReplyTo("answers", null));
        assertThat(ended.place(keyed)).isEqualTo(new ReplyPlace("answers", null, true));
        samePlace(ended.place(keyed), result(keyed));
        for (String key : new String[] {INSTANCE, "other", null}) {
            CommandRecord commandRecord = keyed(key);
            Subject subject = new Subject("a", INSTANCE, "sendTextStatus", new Command.ReplyTo("answers", 7));
            ended.refused(commandRecord, subject, invalid(), 0);
            EndedCommand found = Objects.requireNonNull(ended.find(INSTANCE, "a", 0));
            samePlace(
                    found.reply(),
                    replies.dead(commandRecord, subject, invalid()).getFirst());
        }
    }

    private static void samePlace(ReplyPlace place, Reply reply) {
        assertThat(place.topic()).isEqualTo(reply.topic());
        assertThat(place.partition()).isEqualTo(reply.partition());
        byte[] key = reply.key();
        boolean byInstance = reply.partition() == null && key != null && INSTANCE.equals(new String(key, UTF_8));
        assertThat(place.byInstance()).isEqualTo(byInstance);
    }

    private Reply result(Command command) {
        Outcome.Accepted outcome = new Outcome.Accepted("id", 1, 1, 2, 3, 4, null, null);
        return replies.accepted(keyed(INSTANCE), command, outcome).getFirst();
    }

    private static Command command(Command.@Nullable ReplyTo replyTo) {
        Command some = Samples.command("a", Long.MIN_VALUE);
        return new Command(
                some.id(),
                some.ownId(),
                INSTANCE,
                some.method(),
                some.bodyStart(),
                some.bodyLength(),
                some.priority(),
                some.notBefore(),
                some.expiresAt(),
                some.onUnknown(),
                some.typingMillis(),
                some.delayMillis(),
                replyTo);
    }

    private static CommandRecord keyed(@Nullable String key) {
        byte[] bytes = key == null ? null : key.getBytes(UTF_8);
        return new CommandRecord(
                "commands", 1, 1, 99, bytes, new byte[10], List.of(), new Source("commands", 1, 1, 99));
    }

    private void refuse(String id, long at) {
        ended.refused(Samples.commandRecord(1, 10), new Subject(id, INSTANCE, "sendTextStatus", null), invalid(), at);
    }

    private static Outcome.Dead invalid() {
        return new Outcome.Dead(Reason.INVALID, "wrong", 0, 0, 0, null);
    }
}
