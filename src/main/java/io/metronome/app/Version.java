package io.metronome.app;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"metronome " + number()};
    }

    /** The number alone. */
    static String number() {
        String built = Main.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(built, "(not from a jar)");
    }
}
