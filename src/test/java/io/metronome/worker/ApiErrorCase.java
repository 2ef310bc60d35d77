package io.metronome.worker;

import io.metronome.emulator.Emulator;
import io.metronome.emulator.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Something that the API does to one command, and how the command ends.
 *
 * @param method what is called; a method that the trouble is not about goes well
 * @param onUnknown the command's policy; empty for the default
 * @param made does it to an instance
 * @param ending {@code accepted}, or the reason of the dead letter
 * @param words what the reply says
 * @param calls how often the method is called
 */
record ApiErrorCase(
        String name,
        String method,
        String onUnknown,
        BiConsumer<Emulator, String> made,
        String ending,
        String words,
        int calls) {
    static final String ACCEPTED = "accepted";

    /** These faults, one call each unless they say otherwise. */
    static ApiErrorCase by(String name, String method, Fault... faults) {
        BiConsumer<Emulator, String> made = (emulator, instance) -> {
            for (Fault fault : faults) {
                emulator.fault(fault.on(method).at(instance));
            }
        };
        return new ApiErrorCase(name, method, "", made, ACCEPTED, "", 1);
    }

    /** Whatever is done to the instance. */
    static ApiErrorCase made(String name, String method, BiConsumer<Emulator, String> made) {
        return new ApiErrorCase(name, method, "", made, ACCEPTED, "", 1);
    }

    ApiErrorCase reported() {
        return new ApiErrorCase(name + ", to be reported", method, "report", made, ending, words, calls);
    }

    ApiErrorCase endsAs(String reason, String saying) {
        return new ApiErrorCase(name, method, onUnknown, made, reason, saying, calls);
    }

    ApiErrorCase after(int howMany) {
        return new ApiErrorCase(name, method, onUnknown, made, ending, words, howMany);
    }

    /** The command that gets into it. */
    TestCommand post(String instance) {
        TestCommand post = TestCommand.command(name, instance, method, body());
        return onUnknown.isEmpty() ? post : post.with("onUnknown", "\"" + onUnknown + "\"");
    }

    private String body() {
        return switch (method) {
            case "sendTyping" -> "{\"chatId\":\"79001110000@c.us\",\"typingTime\":1000}";
            case "sendContact" -> """
                    {"chatId":"79001110001@c.us","contact":{"phoneContact":79001234568,"firstName":"Anna"}}""";
            case "sendVoiceStatus" -> """
                    {"urlFile":"https://my.site.com/audio/status.mp3","fileName":"status.mp3"}""";
            case "setSettings" -> "{\"delaySendMessagesMilliseconds\":600}";
            default -> "{\"message\":\"" + name.toLowerCase(Locale.ROOT) + "\"}";
        };
    }

    /** One of these for each body with the same end. */
    static List<ApiErrorCase> each(String method, int status, String ending, String... bodies) {
        List<ApiErrorCase> all = new ArrayList<>();
        for (String body : bodies) {
            String name = status + " no. " + (all.size() + 1) + " to " + method;
            all.add(by(name, method, Fault.answering(status, body)).endsAs(ending, ""));
        }
        return all;
    }
}
