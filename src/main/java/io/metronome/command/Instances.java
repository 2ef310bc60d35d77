package io.metronome.command;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configured instances. Safe to call from any thread; the result may change when the instances file is reloaded.
 */
@FunctionalInterface
public interface Instances {

    /** The instance with that id, or null when there are no credentials for it. */
    @Nullable
    Instance find(String id);

    /** All of them. The collection never changes: after a reload there is another one. Empty where nobody knows. */
    default Collection<Instance> all() {
        return List.of();
    }
}
