package io.metronome.observe.admin;

import java.util.List;

/**
 * The workers of the group.
 *
 * @param workers those that answered, in the order of their ids
 * @param silent the members of the group that did not
 */
public record WorkerListing(List<WorkerView> workers, List<String> silent) {}
