package io.metronome.benchmark;

/** One question that the benchmark asks. */
interface BenchmarkScenario {
    /** The name that {@code -Dscenario} takes. */
    String name();

    /** The scenario in a sentence, for the report. */
    String about();

    /** Runs it with the engines, and adds what was measured and what went wrong. */
    void run(BenchmarkEnvironment environment, Figures figures) throws Exception;
}
