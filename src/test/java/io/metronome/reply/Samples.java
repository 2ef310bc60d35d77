package io.metronome.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Catalogue;
import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.OnUnknown;
import io.metronome.command.Outcome;
import io.metronome.command.Priority;
import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A command, how it ended, and what its reply looks like to people. */
final class Samples {
    static final byte[] KEY = {0, -1, 7};
    static final byte[] VALUE = "{\"not\": \"looked at\"} ".getBytes(UTF_8);
    static final long RECEIVED = 1_795_000_000_000L;

    private Samples() {}

    static CommandRecord commandRecord(RecordHeader... headers) {
        return new CommandRecord(
                "commands", 3, 42, RECEIVED - 5, KEY, VALUE, List.of(headers), new Source("commands", 1, 7, 99));
    }

    static CommandRecord keyless(RecordHeader... headers) {
        return new CommandRecord(
                "commands", 3, 42, RECEIVED - 5, null, VALUE, List.of(headers), new Source("commands", 1, 7, 99));
    }

    static Command command(Command.@Nullable ReplyTo replyTo) {
        return new Command(
                "my \"id\"",
                true,
                "1101000001",
                Objects.requireNonNull(Catalogue.find("sendTextStatus")),
                0,
                0,
                Priority.NORMAL,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                OnUnknown.RESEND,
                0,
                0,
                replyTo);
    }

    static Outcome.Accepted accepted(
            @Nullable String idMessage, @Nullable Boolean confirmed, @Nullable String response) {
        return new Outcome.Accepted(
                idMessage,
                2,
                RECEIVED,
                RECEIVED + 1,
                RECEIVED + 20,
                RECEIVED + 300,
                confirmed,
                response == null ? null : response.getBytes(UTF_8));
    }

    static Outcome.Dead dead(Reason reason, String detail) {
        return new Outcome.Dead(reason, detail, 0, 0, RECEIVED + 400, null);
    }

    /** Headers as {@code name=text}, in their order. */
    static List<String> headers(Reply reply) {
        List<String> headers = new ArrayList<>();
        for (RecordHeader header : reply.headers()) {
            headers.add(header.name() + '=' + header.text());
        }
        return headers;
    }

    static String text(byte @Nullable [] bytes) {
        return new String(Objects.requireNonNull(bytes), UTF_8);
    }

    static Reply instead(Reply reply) {
        return Objects.requireNonNull(reply.instead(), "a shorter form").get();
    }
}
