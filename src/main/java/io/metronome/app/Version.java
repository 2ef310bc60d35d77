package io.metronome.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, both in the jar and in the classes folder. */
final class Version implements IVersionProvider {
    private static final String FILE = "version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {"metronome " + number()};
    }

    /** The version number without anything else. */
    static String number() {
        Properties built = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            if (file != null) {
                built.load(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return built.getProperty("version", "unknown");
    }
}
