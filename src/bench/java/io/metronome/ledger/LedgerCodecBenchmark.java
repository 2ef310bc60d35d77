package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.CommandRecord;
import io.metronome.command.Source;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A waiting command into the ledger's bytes and back. It lies in this package, which does not show its codec. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerCodecBenchmark {
    private static final long NOW = 1_700_000_000_000L;
    private static final int VALUE_BYTES = 300;

    private final PendingCommandRecord pending = new PendingCommandRecord(
            new CommandRecord(
                    "commands",
                    0,
                    42,
                    NOW,
                    "1101000001".getBytes(UTF_8),
                    new byte[VALUE_BYTES],
                    List.of(),
                    new Source("commands", 0, 42, NOW)),
            NOW,
            0,
            0,
            0,
            false,
            false);
    private final byte[] encoded = LedgerCodec.encode(pending);

    /** Encodes the command. */
    @Benchmark
    public byte[] encode() {
        return LedgerCodec.encode(pending);
    }

    /** Decodes it. */
    @Benchmark
    public PendingCommandRecord decode() {
        return LedgerCodec.waiting(encoded, "commands", 0, 42);
    }
}
