package io.metronome.simulation.scenarios;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.metronome.simulation.faults.MutatedClasses;
import io.metronome.simulation.faults.Mutations;
import io.metronome.simulation.faults.SourceMutation;
import io.metronome.simulation.time.Story;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/**
 * Runs one seed and prints its story: {@code ./mvnw -Pstorm -Dseed=N [-Dmutation=NAME]}. The exit code is 0 when every
 * guarantee was kept, 1 when one was broken, 2 when the arguments are wrong.
 */
public final class StormStory {
    private StormStory() {}

    /**
     * Tells one seed's story, or the hashes of many.
     *
     * @param arguments {@code seed=N} and {@code mutation=NAME}; or {@code hashes}, a first and a last seed
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Optional<SourceMutation> mutation = SourceMutation.named(option(arguments, "mutation"));
        if (mutation.isPresent()) {
            // The same program once more, with the fault in its classes.
            MutatedClasses.with(mutation.get())
                    .loadClass(StormStory.class.getName())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {"seed=" + option(arguments, "seed")});
        }
        System.exit(
                arguments.length == 3
                        ? hashes(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]), System.out)
                        : story(option(arguments, "seed"), option(arguments, "mutation"), System.out));
    }

    private static String option(String[] arguments, String name) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static int hashes(long first, long last, PrintStream out) {
        LongStream.rangeClosed(first, last)
                .forEachOrdered(seed -> out.println(seed + " " + Storm.run(seed).hash()));
        return 0;
    }

    private static int story(String seed, String asked, PrintStream out) {
        String mutation = asked.isEmpty() ? Mutations.NONE : asked;
        if (!seed.matches("-?\\d{1,18}")) {
            out.println("-Dseed=N: N is an integer; found '" + seed + "'");
            return 2;
        }
        if (!mutation.equals(Mutations.NONE) && !Mutations.names().contains(mutation)) {
            out.println("-Dmutation=NAME: NAME is one of " + String.join(", ", Mutations.names()) + ", "
                    + String.join(", ", SourceMutation.names()));
            return 2;
        }
        Storm.Result result = Storm.run(Long.parseLong(seed), mutation);
        legend(out);
        List<String> story = result.story().lines();
        story.forEach(out::println);
        out.println();
        result.breaches().forEach(out::println);
        out.printf(
                "seed %d, mutation %s: %d events, hash %s, %s%n",
                result.seed(),
                mutation,
                story.size(),
                result.hash(),
                result.isKept() ? "every guarantee was kept" : result.breaches().size() + " breaches");
        return result.isKept() ? 0 : 1;
    }

    private static void legend(PrintStream out) {
        out.println("Each line: virtual time in seconds, kind of event, what happened.");
        for (Story.Kind kind : Story.Kind.values()) {
            out.printf("  %-10s %s%n", kind, kind.meaning());
        }
        out.println();
    }
}
