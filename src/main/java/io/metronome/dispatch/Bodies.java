package io.metronome.dispatch;

import java.util.function.Consumer;

/**
 * Where the bodies of pending commands are while lanes hold only their index. A narrow port: they may move out of memory
 * without a lane knowing. Touched on the dispatcher's thread, and answers there.
 */
interface Bodies {

    void keep(Pending pending, Body body);

    /** Hands the body over, now or later. */
    void fetch(Pending pending, Consumer<Body> then);

    void drop(Pending pending);

    /** In memory, in a slot of the index entry itself. */
    static Bodies inMemory() {
        return new Bodies() {
            @Override
            public void keep(Pending pending, Body body) {
                pending.body(body);
            }

            @Override
            public void fetch(Pending pending, Consumer<Body> then) {
                then.accept(pending.body());
            }

            @Override
            public void drop(Pending pending) {
                pending.body(null);
            }
        };
    }
}
