package io.metronome.dispatch.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Catalogue;
import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.OnUnknown;
import io.metronome.command.Priority;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import java.util.List;
import java.util.Objects;

/** Records and commands of partition 3. */
public final class Samples {
    public static final int PARTITION = 3;
    public static final String INSTANCE = "1101000001";
    public static final long MILLI = 1_000_000;

    private Samples() {}

    public static CommandRecord commandRecord(long offset, int valueBytes) {
        return new CommandRecord(
                "commands",
                PARTITION,
                offset,
                99,
                null,
                new byte[valueBytes],
                List.of(),
                new Source("commands", PARTITION, offset, 99));
    }

    public static Command command(String id, long notBefore) {
        return new Command(
                id,
                true,
                INSTANCE,
                Objects.requireNonNull(Catalogue.find("sendTextStatus")),
                0,
                0,
                Priority.NORMAL,
                notBefore,
                Long.MAX_VALUE,
                OnUnknown.RESEND,
                0,
                0,
                null);
    }

    public static Decoded understood(long notBefore) {
        return new Decoded.Understood(command("id", notBefore));
    }

    public static List<Reply> told(String what) {
        return List.of(new Reply("results", null, null, what.getBytes(UTF_8), List.of(), null));
    }
}
