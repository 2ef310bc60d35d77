package io.metronome.config;

import java.util.Locale;

/**
 * One entry of the configuration.
 *
 * @param path its place in the file, dots between the sections
 * @param fallback its default, as it would be written
 */
record Key<T>(String path, String fallback, ValueFormat<T> form) {

    /** What the environment calls a path. */
    static String variable(String path) {
        return path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
