package io.metronome.config;

import io.metronome.command.Instance;
import java.util.List;
import java.util.Map;

/** The result of reading an instances file. */
public sealed interface InstancesRead {

    /**
     * The file has no mistakes.
     *
     * @param instances by their ids, in the order of the file
     * @param notes what people should know all the same, one line each
     */
    record Good(Map<String, Instance> instances, List<String> notes) implements InstancesRead {}

    /**
     * The file has mistakes. One line for each names the place, the entry, the key, what was found, what is allowed.
     */
    record Bad(List<String> problems) implements InstancesRead {}
}
