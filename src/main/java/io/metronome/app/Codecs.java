package io.metronome.app;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;

/**
 * The compressions that producers may use. Some need a native library, which is unpacked when it is first used: a
 * worker that cannot do that would fail in the middle of its work, at the first record with that compression.
 */
final class Codecs {

    /** Compresses something and reads it back. */
    @FunctionalInterface
    interface Trial {
        void run(CompressionType type) throws IOException;
    }

    private Codecs() {}

    /** One line for each compression that cannot be used, with the way to mend it. */
    static List<String> problems() {
        return problems(Codecs::roundTrip);
    }

    static List<String> problems(Trial trial) {
        List<String> problems = new ArrayList<>();
        for (CompressionType type : CompressionType.values()) {
            try {
                trial.run(type);
            } catch (IOException | RuntimeException | LinkageError failure) {
                problems.add("Records with the compression " + type.name + " cannot be read here (" + failure
                        + "): its library is unpacked to " + System.getProperty("java.io.tmpdir")
                        + "; mend it with: a folder there that can be written and from which libraries can be loaded"
                        + " (no noexec), or JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
            }
        }
        return problems;
    }

    private static void roundTrip(CompressionType type) throws IOException {
        Compression codec = Compression.of(type).build();
        ByteBufferOutputStream compressed = new ByteBufferOutputStream(256);
        try (DataOutputStream out =
                new DataOutputStream(codec.wrapForOutput(compressed, RecordBatch.CURRENT_MAGIC_VALUE))) {
            out.writeInt(type.id);
        }
        ByteBuffer written = compressed.buffer();
        written.flip();
        try (InputStream in = codec.wrapForInput(written, RecordBatch.CURRENT_MAGIC_VALUE, BufferSupplier.NO_CACHING)) {
            byte[] read = in.readNBytes(Integer.BYTES);
            if (read.length != Integer.BYTES || read[Integer.BYTES - 1] != type.id) {
                throw new IOException("what was compressed does not come back as it was");
            }
        }
    }
}
