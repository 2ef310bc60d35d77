package io.metronome.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every method that a command may name. */
public final class Catalogue {
    private static final List<Method> METHODS = new ArrayList<>();
    private static final Map<String, Method> BY_NAME = new HashMap<>();

    /* A new method is a file like its neighbours' and a line here. */
    static {
        add(SendTyping::at);
        add(SendContact::at);
        add(SendTextStatus::at);
        add(SendVoiceStatus::at);
        add(SetSettings::at);
    }

    private Catalogue() {}

    private static void add(IntFunction<Method> entry) {
        Method method = entry.apply(METHODS.size());
        METHODS.add(method);
        BY_NAME.put(method.name(), method);
    }

    /** All methods, each at its {@link Method#index()}. */
    public static List<Method> methods() {
        return Collections.unmodifiableList(METHODS);
    }

    /** The method of that name as the API spells it, or null. */
    public static @Nullable Method find(String name) {
        return BY_NAME.get(name);
    }

    /** The names of all methods, for people. */
    static String names() {
        return METHODS.stream().map(Method::name).collect(Collectors.joining(", "));
    }

    /** The names of a messenger's methods, for people. */
    static String names(Messenger messenger) {
        return METHODS.stream()
                .filter(method -> method.messengers().contains(messenger))
                .map(Method::name)
                .collect(Collectors.joining(", "));
    }
}
