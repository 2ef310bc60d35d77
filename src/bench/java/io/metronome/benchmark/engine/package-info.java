/** What the benchmark runs with libraries of its own: an engine on Confluent's Parallel Consumer, and microbenchmarks. */
@NullMarked
package io.metronome.benchmark.engine;

import org.jspecify.annotations.NullMarked;
