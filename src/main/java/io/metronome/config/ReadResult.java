package io.metronome.config;

import java.nio.file.Path;
import java.util.List;

/** What came of reading the configuration. */
public sealed interface ReadResult {

    /** Nothing was wrong. */
    record Good(Settings settings) implements ReadResult {}

    /**
     * Something was wrong.
     *
     * @param problems every mistake, one line each: where it stands, the key, what was found, what is allowed
     * @param instancesFile the instances file, as far as it can be told, for those who want to check it in one go
     */
    record Bad(List<String> problems, Path instancesFile) implements ReadResult {}
}
