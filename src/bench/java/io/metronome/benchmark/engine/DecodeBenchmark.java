package io.metronome.benchmark.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.CommandCodec;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.Instance;
import io.metronome.command.Messenger;
import io.metronome.command.OnUnknown;
import io.metronome.command.ReplyTopic;
import io.metronome.command.Secret;
import io.metronome.command.Source;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a record's bytes to a checked command: a sendMessage with a body of 200 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private static final String ID = "1101000001";
    private static final String COMMAND = """
            {"commandId":"2fac72ac-4b1c-4f0e-9d3a-6f1f0f6f7a11","idInstance":"1101000001","method":"sendMessage",\
            "body":{"chatId":"79001234567@c.us","message":"Your table is ready. We keep it for a quarter of an hour, \
            and look forward to seeing you. If you are late, please call us, and we keep it longer."}}""";

    private final Instance instance =
            new Instance(ID, "https://api.green-api.com", new Secret("token"), Messenger.WHATSAPP, null);
    private final CommandCodec codec = new CommandCodec(
            id -> instance,
            new CommandCodec.Rules(1 << 20, false, OnUnknown.RESEND, null, topic -> new ReplyTopic.NotAllowed()));
    private final CommandRecord commandRecord = new CommandRecord(
            "commands",
            0,
            42,
            1_700_000_000_000L,
            ID.getBytes(UTF_8),
            COMMAND.getBytes(UTF_8),
            List.of(),
            new Source("commands", 0, 42, 1_700_000_000_000L));

    /** Decodes and checks one record. */
    @Benchmark
    public Decoded decode() {
        Decoded decoded = codec.decode(commandRecord);
        if (!(decoded instanceof Decoded.Understood)) {
            throw new IllegalStateException("the command was refused: " + decoded);
        }
        return decoded;
    }
}
