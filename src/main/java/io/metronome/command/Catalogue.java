package io.metronome.command;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every method that a command may name. */
public final class Catalogue {
    /* A new method is a file like its neighbours' and a name here; CatalogueTest tells what else is missing. */
    private static final List<Method> METHODS = numbered(
            SendTyping.METHOD, SendContact.METHOD, SendTextStatus.METHOD, SendVoiceStatus.METHOD, SetSettings.METHOD);

    private static final Map<String, Method> BY_NAME = byName();

    private Catalogue() {}

    private static List<Method> numbered(MethodBuilder... descriptors) {
        return IntStream.range(0, descriptors.length)
                .mapToObj(index -> descriptors[index].at(index))
                .toList();
    }

    private static Map<String, Method> byName() {
        Map<String, Method> byName = new LinkedHashMap<>();
        METHODS.forEach(method -> byName.put(method.name(), method));
        return byName;
    }

    /** All methods, each at its {@link Method#index()}. */
    public static List<Method> methods() {
        return METHODS;
    }

    /** The method of that name as the API spells it, or null. */
    public static @Nullable Method find(String name) {
        return BY_NAME.get(name);
    }

    /** The names of all methods, for people. */
    static String names() {
        return METHODS.stream().map(Method::name).collect(joining(", "));
    }

    /** The names of a messenger's methods, for people. */
    static String names(Messenger messenger) {
        return METHODS.stream()
                .filter(method -> method.messengers().contains(messenger))
                .map(Method::name)
                .collect(joining(", "));
    }
}
