package io.metronome.app;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with arguments: the mistake last, where people look, and not above a page of help. */
final class WrongUsage {
    private WrongUsage() {}

    /** Says it; the exit code. */
    static int tell(ParameterException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.print(command.getHelp().fullSynopsis());
        err.println("More with: " + name + " --help");
        err.println(message(wrong, arguments));
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            err.println("Did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?");
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String message(ParameterException wrong, String... arguments) {
        boolean isCommand = wrong.getCommandLine().getParent() == null
                && wrong instanceof UnmatchedArgumentException
                && arguments.length > 0
                && !arguments[0].startsWith("-");
        return isCommand ? "There is no command \"" + arguments[0] + "\"" : String.valueOf(wrong.getMessage());
    }

    /** The constant with that label, whatever its case. */
    static <E extends Enum<E>> E labelled(E[] all, String text) {
        List<E> fits = Arrays.stream(all)
                .filter(one -> Stream.of(one.name(), one.toString()).anyMatch(text::equalsIgnoreCase))
                .toList();
        if (fits.isEmpty()) {
            throw new TypeConversionException("found \"" + text + "\", allowed are "
                    + Arrays.stream(all).map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return fits.getFirst();
    }
}
