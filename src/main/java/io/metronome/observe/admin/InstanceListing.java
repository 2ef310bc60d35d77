package io.metronome.observe.admin;

import io.metronome.dispatch.view.InstancePage;
import java.util.List;

/**
 * A part of the list of the group's instances.
 *
 * @param silent the members of the group that did not answer, so that their instances are missing
 */
public record InstanceListing(InstancePage page, List<String> silent) {}
