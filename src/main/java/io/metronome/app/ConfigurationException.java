package io.metronome.app;

import java.util.List;

/** The files are wrong; exit code 2. */
final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Every mistake at once.
     *
     * @param problems one line each
     */
    ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
