package io.metronome.config;

import io.metronome.command.Instance;
import java.util.List;
import java.util.Map;

/** The result of reading an instances file. */
public sealed interface InstancesRead {

    /** The file has no mistakes: the instances by their ids, in the order of the file. */
    record Good(Map<String, Instance> instances) implements InstancesRead {}

    /**
     * The file has mistakes. One line for each names the place, the entry, the key, what was found, what is allowed.
     */
    record Bad(List<String> problems) implements InstancesRead {}
}
