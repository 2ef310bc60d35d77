/** What stands under {@code deploy}, asked by the tools that would use it. */
@NullMarked
package io.metronome.deploy;

import org.jspecify.annotations.NullMarked;
