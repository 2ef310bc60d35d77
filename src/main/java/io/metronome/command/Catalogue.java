package io.metronome.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every method that a command may name. */
public final class Catalogue {
    private static final List<Method> METHODS = List.of();

    private Catalogue() {}

    /** All methods, each at its {@link Method#index()}. */
    public static List<Method> methods() {
        return METHODS;
    }

    /** The method of that name as the API spells it, or null. */
    public static @Nullable Method find(String name) {
        for (Method method : METHODS) {
            if (method.name().equals(name)) {
                return method;
            }
        }
        return null;
    }
}
