package io.metronome.dispatch.view;

import java.util.List;

/**
 * A part of the list of instances.
 *
 * @param total instances that fit the query, those of other pages included
 */
public record InstancePage(List<InstanceView> instances, long total) {}
