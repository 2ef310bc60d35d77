package io.metronome.command;

import static io.metronome.command.Messenger.MAX;
import static io.metronome.command.Messenger.WHATSAPP;
import static io.metronome.command.shape.Field.optional;

import io.metronome.command.Method.Promise;
import io.metronome.command.shape.Findings;
import io.metronome.command.shape.Flag;
import io.metronome.command.shape.ObjectShape;
import io.metronome.command.shape.StringEnum;
import io.metronome.command.shape.Text;
import io.metronome.command.shape.Whole;

/**
 * Changes any part of an instance's settings and restarts it. GREEN-API docs, page SetSettings, the same for both
 * messengers. Where sources disagree the milder one is taken: the delay's maximum is 86,400,000 ms (a newer page says
 * 600,000), and {@code enableLidMode} is a boolean (the SDK) or yes/no (the page).
 */
final class SetSettings {
    private static final StringEnum YES_NO = StringEnum.of("yes", "no");

    private static final ObjectShape BODY = ObjectShape.of(
                    optional("webhookUrl", Text.any()),
                    optional("webhookUrlToken", Text.any()),
                    optional(
                            "delaySendMessagesMilliseconds",
                            Whole.of(500, 86_400_000).keptBy(Findings::delay)),
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
                    optional("autoTyping", Whole.of(0, 4)),
                    optional("linkPreview", Flag.onlyBoolean()),
                    optional("enableLidMode", Flag.orYesNo()),
                    // Documented as not in use any more, and as text.
                    optional("sharedSession", Text.any()),
                    optional("countryInstance", Text.any()),
                    optional("statusInstanceWebhook", Text.any()),
                    optional("enableMessagesHistory", Text.any()),
                    optional("proxyInstance", Text.any()))
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
