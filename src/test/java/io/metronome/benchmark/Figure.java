package io.metronome.benchmark;

/**
 * One number that was measured.
 *
 * @param engine the engine, with what varies between its runs of one scenario
 * @param what what was measured, with its unit
 * @param isCompared whether the report also gives it as a ratio beside the other engines
 */
record Figure(String scenario, String engine, String what, double value, boolean isCompared) {}
