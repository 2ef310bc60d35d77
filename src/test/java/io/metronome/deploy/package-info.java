/** Tests of the files under {@code deploy}. They ask what the users of these files ask: promtool, Grafana, a reader. */
@NullMarked
package io.metronome.deploy;

import org.jspecify.annotations.NullMarked;
