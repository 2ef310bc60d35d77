package io.metronome.command;

import org.jspecify.annotations.Nullable;

/** The instances that are known now. Safe to ask from any thread; answers may change when the file is read again. */
@FunctionalInterface
public interface Instances {

    /** The instance with that id, or null when there are no credentials for it. */
    @Nullable
    Instance find(String id);
}
