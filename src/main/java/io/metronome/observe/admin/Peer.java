package io.metronome.observe.admin;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Another worker of the group.
 *
 * @param member its id in the consumer group
 * @param url scheme, host and port; null where it does not tell how it can be reached
 * @param partitions the partitions that are assigned to it
 */
public record Peer(String member, @Nullable URI url, Set<Integer> partitions) {}
