/**
 * What people may ask a running worker, as values: its instances, its commands, and why a command waits. This package
 * promises that its values hold no body, no token and no reference to the dispatcher's state, so any thread may have
 * them. It knows no other package of {@code dispatch}.
 */
@NullMarked
package io.metronome.dispatch.view;

import org.jspecify.annotations.NullMarked;
