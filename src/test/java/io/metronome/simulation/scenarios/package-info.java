/**
 * Two ways to drive the simulator. A storm draws everything from its seed; a scenario is written down step by step.
 * {@code ./mvnw -Pstorm -Dseed=N} runs one storm and prints its story.
 */
@NullMarked
package io.metronome.simulation.scenarios;

import org.jspecify.annotations.NullMarked;
