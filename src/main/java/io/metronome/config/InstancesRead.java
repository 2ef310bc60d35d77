package io.metronome.config;

import io.metronome.command.Instance;
import java.util.List;
import java.util.Map;

/** What came of reading an instances file. */
public sealed interface InstancesRead {

    /** Nothing was wrong: the instances by their ids, in the order of the file. */
    record Good(Map<String, Instance> instances) implements InstancesRead {}

    /** Every mistake, one line each: where it stands, the entry, the key, what was found, what is allowed. */
    record Bad(List<String> problems) implements InstancesRead {}
}
