package io.metronome.container;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Ends the shared broker when the last test of this JVM has ended. JUnit finds it by META-INF/services. */
public final class BrokersEnd implements LauncherSessionListener {

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Brokers.end();
    }
}
