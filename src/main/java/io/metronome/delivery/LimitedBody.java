package io.metronome.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;

/** The body of an answer as it arrives, up to a limit. */
final class LimitedBody {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final int limit;

    LimitedBody(int limit) {
        this.limit = limit;
    }

    /** Adds the bytes that fit. True when the limit is reached. */
    boolean fills(ByteBuf chunk) {
        return fills(ByteBufUtil.getBytes(chunk));
    }

    /** Adds the bytes that fit. True when the limit is reached. */
    boolean fills(byte[] chunk) {
        bytes.write(chunk, 0, Math.min(chunk.length, limit - bytes.size()));
        return bytes.size() >= limit;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
