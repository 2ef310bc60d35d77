package io.metronome.observe.admin;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * Which worker answers.
 *
 * @param member its id in the consumer group; empty while it has none
 * @param url how others reach it; empty where nobody knows
 */
public record WorkerIdentity(String version, Instant since, Supplier<String> member, Supplier<String> url) {}
