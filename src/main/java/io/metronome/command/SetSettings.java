package io.metronome.command;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.NamedField.optional;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.BooleanField;
import io.metronome.command.shape.IntegerRange;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.StringField;
import io.metronome.command.shape.ValidationErrors;

/**
 * Changes settings of an instance and restarts it. GREEN-API docs, page SetSettings; both messengers have the same
 * settings. Where sources disagree, the milder one is followed: the maximum of the delay is 86,400,000 ms (a newer
 * page says 600,000), and {@code enableLidMode} is a boolean (the SDK) or yes/no (the page).
 */
final class SetSettings {
    private static final StringEnum YES_NO = StringEnum.of("yes", "no");

    private static final ObjectShape BODY = ObjectShape.of(
                    optional("webhookUrl", StringField.any()),
                    optional("webhookUrlToken", StringField.any()),
                    optional(
                            "delaySendMessagesMilliseconds",
                            IntegerRange.of(500, 86_400_000).keptBy(ValidationErrors::delay)),
                    optional("outgoingWebhook", YES_NO),
                    optional("outgoingMessageWebhook", YES_NO),
                    optional("outgoingAPIMessageWebhook", YES_NO),
                    optional("incomingWebhook", YES_NO),
                    optional("stateWebhook", YES_NO),
                    optional("pollMessageWebhook", YES_NO),
                    optional("incomingCallWebhook", YES_NO),
                    optional("incomingBlockWebhook", YES_NO),
                    optional("deviceWebhook", YES_NO),
                    optional("editedMessageWebhook", YES_NO),
                    optional("deletedMessageWebhook", YES_NO),
                    optional("markIncomingMessagesReaded", YES_NO),
                    optional("markIncomingMessagesReadedOnReply", YES_NO),
                    optional("keepOnlineStatus", YES_NO),
                    optional("autoTyping", IntegerRange.of(0, 4)),
                    optional("linkPreview", BooleanField.onlyBoolean()),
                    optional("enableLidMode", BooleanField.orYesNo()),
                    // The page documents these as text, and as no longer used.
                    optional("sharedSession", StringField.any()),
                    optional("countryInstance", StringField.any()),
                    optional("statusInstanceWebhook", StringField.any()),
                    optional("enableMessagesHistory", StringField.any()),
                    optional("proxyInstance", StringField.any()))
            .withAnyField();

    private static final String EXAMPLE = """
            {"delaySendMessagesMilliseconds": 1000, "incomingWebhook": "yes"}""";

    static final MethodBuilder METHOD = Method.named("setSettings")
            .promising(Promise.SAVE_SETTINGS)
            .notPaced()
            .repeatable()
            .offeredBy(WHATSAPP, 1, BODY, EXAMPLE)
            .offeredBy(MAX, 1, BODY, EXAMPLE);

    private SetSettings() {}
}
