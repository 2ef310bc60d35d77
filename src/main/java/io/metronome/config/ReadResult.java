package io.metronome.config;

import java.nio.file.Path;
import java.util.List;

/** The result of reading the configuration. */
public sealed interface ReadResult {

    /** The configuration has no mistakes. */
    record Good(Settings settings) implements ReadResult {}

    /**
     * The configuration has mistakes.
     *
     * @param problems one line for each mistake: the place, the key, what was found, what is allowed
     * @param instancesFile the instances file as far as it is known, so that its mistakes can be told, too
     * @param allowHttp what that file may have, as far as it is known
     */
    record Bad(List<String> problems, Path instancesFile, boolean allowHttp) implements ReadResult {}
}
