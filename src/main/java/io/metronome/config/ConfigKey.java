package io.metronome.config;

import java.util.Locale;

/**
 * A key of the configuration.
 *
 * @param path its place in the file, with dots between the sections
 * @param fallback its default, as a file would have it
 */
record ConfigKey<T>(String path, String fallback, ValueFormat<T> form) {

    /** The name of the environment variable for a path. */
    static String variable(String path) {
        return path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
