package io.metronome.benchmark;

import java.nio.file.Path;

/**
 * The settings that an engine gets.
 *
 * @param api the stub's address, without a trailing slash
 * @param folder for its files; each run has one of its own
 */
record EngineSetup(String bootstrapServers, String api, Workload workload, RunTopics topics, Path folder) {
    /** How many calls an engine may have on their way: metronome's default. */
    static final int IN_FLIGHT = 256;

    /** The token of every instance. */
    static final String TOKEN = "token-of-the-benchmark";
}
