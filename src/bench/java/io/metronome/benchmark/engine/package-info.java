/** The parts of the benchmark with libraries of their own: an engine on Confluent's Parallel Consumer, and microbenchmarks. */
@NullMarked
package io.metronome.benchmark.engine;

import org.jspecify.annotations.NullMarked;
