package io.metronome.app;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option {@code --output} of subcommands that print. */
final class OutputOption {

    /** The form of what is printed. */
    enum OutputFormat {
        TEXT,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text for people, json for machines: one JSON object. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format = OutputFormat.TEXT;

    /**
     * Prints a result.
     *
     * @param line for people
     * @param fields for machines: names with texts, numbers and maps of such
     */
    void print(PrintWriter out, String line, Map<String, Object> fields) {
        out.println(format == OutputFormat.JSON ? OutputCodec.encode(fields) : line);
        out.flush();
    }

    /** Whether machines read the result. */
    boolean isForMachines() {
        return format == OutputFormat.JSON;
    }

    /** Prints a line for people, which is no part of the result. */
    void say(PrintWriter out, PrintWriter err, String line) {
        PrintWriter to = format == OutputFormat.JSON ? err : out;
        to.println(line);
        to.flush();
    }
}
