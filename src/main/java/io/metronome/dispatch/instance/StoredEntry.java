package io.metronome.dispatch.instance;

import io.metronome.command.Command;
import io.metronome.command.HeapBytes;
import io.metronome.command.OnUnknown;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.pacing.Entry;
import io.metronome.spill.Spill;
import io.metronome.spill.SpillSlot;
import org.jspecify.annotations.Nullable;

/** An index entry whose body is on the heap, or in the spill until it is needed. */
abstract class StoredEntry extends Entry {
    private static final int BODY = HeapBytes.ofFields(8);

    private final boolean calledOnce;
    private final long expiresAt;
    private @Nullable CommandBody body;
    private int spilledAt = Spill.NOT_KEPT;

    StoredEntry(CommandBody body) {
        super(
                body.commandRecord().offset(),
                body.command().method(),
                body.command().priority(),
                body.command().typingMillis());
        Command command = body.command();
        this.body = body;
        this.calledOnce = command.onUnknown() == OnUnknown.REPORT;
        this.expiresAt = command.expiresAt();
    }

    abstract OwnedPartition partition();

    abstract String instance();

    @Override
    public final long expiresAt() {
        return expiresAt;
    }

    /** Whether its call must not be repeated when its outcome is unknown. */
    public final boolean isCalledOnce() {
        return calledOnce;
    }

    public final OnUnknown onUnknown() {
        return calledOnce ? OnUnknown.REPORT : OnUnknown.RESEND;
    }

    /** Bytes of heap that the body costs now. */
    final int bodyBytes() {
        return body == null
                ? 0
                : BODY + body.commandRecord().heapBytes() + body.command().heapBytes();
    }

    /** The body, which is there until the command's replies are made. It may have to be read from the spill. */
    public final CommandBody body() {
        if (body != null) {
            return body;
        } else if (spilledAt == Spill.NOT_KEPT) {
            throw new IllegalStateException("the body of offset " + offset() + " was dropped before its replies");
        }
        return decoded(partition().spilled().slot(spilledAt).read());
    }

    private CommandBody decoded(byte[] bytes) {
        return BodyFormat.decode(bytes, partition().number(), offset(), instance());
    }

    /** The slot of the spill that has the body; null while the body is on the heap. */
    public final @Nullable SpillSlot spilled() {
        return body == null ? partition().spilled().slot(spilledAt) : null;
    }

    /** The body is on the heap from now on: the command is called. Those are its bytes. */
    public final void loaded(byte[] bytes) {
        body = decoded(bytes);
        partition().delta().grew(bodyBytes());
    }

    /** The body leaves the heap, if the spill has room for it. */
    final void spillBody() {
        CommandBody loaded = body;
        if (loaded == null) {
            return;
        }
        if (spilledAt == Spill.NOT_KEPT) {
            spilledAt = partition().spilled().put(BodyFormat.encode(loaded));
        }
        if (spilledAt != Spill.NOT_KEPT) {
            partition().delta().grew(-bodyBytes());
            body = null;
        }
    }

    /** The body is not needed any more. */
    final void dropBody() {
        body = null;
        if (spilledAt != Spill.NOT_KEPT) {
            partition().spilled().free(spilledAt);
            spilledAt = Spill.NOT_KEPT;
        }
    }
}
