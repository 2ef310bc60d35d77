/**
 * The hosts of the API: how many calls each may have in flight, which lanes wait for one, and whether a host fails. This
 * package promises that a host that is slow or down takes no capacity that other hosts need. It knows lanes only as nodes
 * of a heap, and never decides which command goes, or why one waits.
 *
 * <p>Everything here runs on the dispatcher's thread, which the public methods of
 * {@link io.metronome.dispatch.host.HostCapacity} assert.
 */
@NullMarked
package io.metronome.dispatch.host;

import org.jspecify.annotations.NullMarked;
