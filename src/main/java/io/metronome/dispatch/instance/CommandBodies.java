package io.metronome.dispatch.instance;

import java.util.function.Consumer;

/**
 * Where the bodies of pending commands are while lanes hold only their index. A narrow port: they may move out of memory
 * without a lane knowing.
 */
public interface CommandBodies {

    void keep(PendingCommand pending, CommandBody body);

    /** Hands the body over, now or later. */
    void fetch(PendingCommand pending, Consumer<CommandBody> then);

    /** The body is in memory, in a slot of the index entry itself. */
    static CommandBodies inMemory() {
        return new CommandBodies() {
            @Override
            public void keep(PendingCommand pending, CommandBody body) {
                pending.body(body);
            }

            @Override
            public void fetch(PendingCommand pending, Consumer<CommandBody> then) {
                then.accept(pending.body());
            }
        };
    }
}
