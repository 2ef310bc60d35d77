/**
 * A part of the tests, run against Kafka in containers. {@code -Dmetronome.kafka=container} gives every test that asks
 * {@link io.metronome.container.Brokers} a container from Kafka's own image instead of the embedded broker. Maven runs
 * the tests tagged {@code container} that way, too, once the others have ended; {@code -Dcontainer.tests='!embedded'}
 * makes that the whole suite, but for the tests that stop brokers or start several of them.
 */
@NullMarked
package io.metronome.container;

import org.jspecify.annotations.NullMarked;
