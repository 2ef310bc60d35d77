package io.metronome.app;

import java.util.List;

/** The configuration or the instances file has mistakes. Exit code 2. */
final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Reports every mistake at once.
     *
     * @param problems one line each
     */
    ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
