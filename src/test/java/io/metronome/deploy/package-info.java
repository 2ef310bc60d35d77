/** What is under {@code deploy}, asked the questions that its users would ask: promtool's, Grafana's, a reader's. */
@NullMarked
package io.metronome.deploy;

import org.jspecify.annotations.NullMarked;
