package io.metronome.simulation.scenarios;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Switches the workers' logs off while a test class runs: thousands of storms would write too much. */
final class SilentLogs implements BeforeAllCallback, AfterAllCallback {
    private final Logger workers = (Logger) LoggerFactory.getLogger("io.metronome");

    @Override
    public void beforeAll(ExtensionContext context) {
        workers.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        workers.setLevel(null);
    }
}
