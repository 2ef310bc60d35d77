package io.metronome.dispatch;

import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.spill.Spill;
import io.metronome.spill.SpillSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the bodies of commands that are called back to the heap. The bodies of one round are read together on another
 * thread, because a disk may take milliseconds for each. A command whose body is on the heap goes on at once.
 */
final class BodyLoads {
    private final Spill spill;
    private final DispatcherLoop loop;
    private List<Load> wanted = new ArrayList<>();

    /** @param spill where the bodies are */
    BodyLoads(Spill spill, DispatcherLoop loop) {
        this.spill = spill;
        this.loop = loop;
    }

    /** The body of one command on its way. */
    private static final class Load {
        private final PendingCommand pending;
        private final SpillSlot slot;
        private final Consumer<PendingCommand> then;
        private byte @Nullable [] bytes;
        private @Nullable RuntimeException failure;

        Load(PendingCommand pending, SpillSlot slot, Consumer<PendingCommand> then) {
            this.pending = pending;
            this.slot = slot;
            this.then = then;
        }

        /* The slot may be another's meanwhile, if the partition is gone. */
        void read() {
            try {
                bytes = slot.readFlushed();
            } catch (RuntimeException lost) {
                failure = lost;
            }
        }

        void arrived() {
            if (pending.partition().isOwned()) {
                if (bytes == null) {
                    throw failure == null ? new IllegalStateException("a body was not read") : failure;
                }
                pending.loaded(bytes);
            }
            then.accept(pending);
        }
    }

    /**
     * Runs {@code then} with the command when its body is on the heap, or its partition is gone.
     *
     * @param then run at once, or in a later task
     */
    void load(PendingCommand pending, Consumer<PendingCommand> then) {
        SpillSlot slot = pending.spilled();
        if (slot == null) {
            then.accept(pending);
        } else {
            wanted.add(new Load(pending, slot, then));
        }
    }

    /**
     * Begins to read what is wanted since this was last run.
     *
     * @param end run in the task in which the bodies arrive, behind them
     */
    void begin(Runnable end) {
        if (wanted.isEmpty()) {
            return;
        }
        List<Load> batch = wanted;
        wanted = new ArrayList<>();
        Runnable arrival = () -> {
            batch.forEach(Load::arrived);
            end.run();
        };
        if (spill.flush()) {
            spill.elsewhere(() -> {
                batch.forEach(Load::read);
                loop.run(arrival);
            });
        } else {
            batch.forEach(load -> load.bytes = load.slot.read());
            loop.run(arrival);
        }
    }
}
