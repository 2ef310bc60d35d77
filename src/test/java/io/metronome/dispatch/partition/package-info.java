/** Tests of this package, in time that moves only when a test moves it. */
@NullMarked
package io.metronome.dispatch.partition;

import org.jspecify.annotations.NullMarked;
