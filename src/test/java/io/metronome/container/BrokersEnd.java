package io.metronome.container;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Ends the shared broker when the last test of this JVM has ended: JUnit closes then what its root store holds. */
public final class BrokersEnd implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL);
        store.computeIfAbsent(BrokersEnd.class, type -> (AutoCloseable) Brokers::end);
    }
}
