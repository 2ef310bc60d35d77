/** A broker and servers that want to know whom they talk to, with certificates made for the moment. */
@NullMarked
package io.metronome.secure;

import org.jspecify.annotations.NullMarked;
