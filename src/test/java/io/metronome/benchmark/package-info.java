/**
 * Measures metronome beside other engines: {@code ./mvnw -Pbenchmark}. A real broker, an API stub and each engine run in
 * processes of their own. A run fails when a command was lost, doubled or sent early.
 *
 * <p>These classes are compiled and checked with the tests, so that they cannot fall behind the product. What needs
 * libraries that only a benchmark needs lies in {@code src/bench/java}, which the profile adds.
 */
@NullMarked
package io.metronome.benchmark;

import org.jspecify.annotations.NullMarked;
