package io.metronome.command;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Every method that a command may name. To add one:
 *
 * <ol> <li>write its descriptor, a file like those of its neighbours, <li>name the descriptor in {@code METHODS},
 * <li>add the bodies that must be refused to {@code bad-bodies.txt}, <li>run {@code CatalogueTest} with
 * {@code -Dmetronome.write-schemas=true}, which writes the schemas and the table of the methods; without the property
 * it lists what is missing. </ol>
 */
public final class Catalogue {
    private static final List<Method> METHODS = numbered(
            SendTyping.METHOD,
            SendContact.METHOD,
            SendTextStatus.METHOD,
            SendVoiceStatus.METHOD,
            SetSettings.METHOD,
            SendMessage.METHOD,
            SendFileByUrl.METHOD,
            SendLocation.METHOD,
            SendPoll.METHOD,
            ForwardMessages.METHOD,
            SendMediaStatus.METHOD,
            SendInteractiveButtons.METHOD,
            SendInteractiveButtonsReply.METHOD,
            EditMessage.METHOD,
            DeleteMessage.METHOD,
            DeleteStatus.METHOD,
            ReadChat.METHOD);

    private static final Map<String, Method> BY_NAME = byName();

    /** The replacements of methods that GREEN-API no longer has, or that take no JSON. */
    private static final Map<String, String> INSTEAD = Map.of(
            "sendLink",
            "sendMessage",
            "sendButtons",
            "sendInteractiveButtons",
            "sendTemplateButtons",
            "sendInteractiveButtons",
            "sendListMessage",
            "sendPoll",
            "sendFileByUpload",
            "sendFileByUrl",
            "uploadFile",
            "sendFileByUrl");

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

    /** All methods; a method's {@link Method#index()} is its index in this list. */
    public static List<Method> methods() {
        return METHODS;
    }

    /** The method of that name as the API spells it, or null. */
    public static @Nullable Method find(String name) {
        return BY_NAME.get(name);
    }

    /** The allowed names in place of an unknown one, for error messages. */
    public static String allowed(String unknown) {
        String instead = INSTEAD.get(unknown);
        return instead == null ? "one of " + names() : instead + ", which replaces " + unknown;
    }

    /** The names of all methods, for error messages. */
    static String names() {
        return METHODS.stream().map(Method::name).collect(joining(", "));
    }

    /** The names of a messenger's methods, for error messages. */
    static String names(Messenger messenger) {
        return METHODS.stream()
                .filter(method -> method.messengers().contains(messenger))
                .map(Method::name)
                .collect(joining(", "));
    }
}
