package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of one instance (GREEN-API docs, pages GetSettings and SetSettings). All are off at first. */
final class AccountSettings {
    private static final String DELAY = "delaySendMessagesMilliseconds";
    private static final List<String> YES_OR_NO = List.of(
            "outgoingWebhook",
            "outgoingMessageWebhook",
            "outgoingAPIMessageWebhook",
            "incomingWebhook",
            "stateWebhook",
            "pollMessageWebhook",
            "incomingCallWebhook",
            "incomingBlockWebhook",
            "deviceWebhook",
            "editedMessageWebhook",
            "deletedMessageWebhook",
            "markIncomingMessagesReaded",
            "markIncomingMessagesReadedOnReply",
            "keepOnlineStatus");
    private static final List<String> UNUSED = List.of(
            "sharedSession", "countryInstance", "statusInstanceWebhook", "enableMessagesHistory", "proxyInstance");

    private final ObjectNode values = Json.object();

    AccountSettings(EmulatedInstance instance) {
        boolean whatsapp = instance.messenger() == Messenger.WHATSAPP;
        values.put("wid", whatsapp ? phone(instance) + "@c.us" : instance.id());
        values.put("typeInstance", whatsapp ? "whatsapp" : "v3");
        values.put("webhookUrl", "").put("webhookUrlToken", "");
        values.put(DELAY, instance.delay().toMillis());
        YES_OR_NO.forEach(name -> values.put(name, "no"));
        UNUSED.forEach(name -> values.put(name, ""));
        values.put("autoTyping", 0).put("linkPreview", false).put("enableLidMode", false);
    }

    /** An invented phone number, different for each instance. */
    static String phone(EmulatedInstance instance) {
        String digits = "7000000000" + instance.id();
        return "7" + digits.substring(digits.length() - 10);
    }

    void merge(JsonNode change) {
        for (Map.Entry<String, JsonNode> field : change.properties()) {
            if (!field.getValue().isNull()) {
                values.set(field.getKey(), field.getValue());
            }
        }
    }

    long delayMillis() {
        return values.path(DELAY).asLong();
    }

    boolean on(String name) {
        return values.path(name).asString("").equals("yes");
    }

    String json() {
        return values.toString();
    }
}
