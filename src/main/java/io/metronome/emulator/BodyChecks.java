package io.metronome.emulator;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.regex.Pattern;

/** The request bodies as GREEN-API documents them; each method's page is named after the method. */
final class BodyChecks {
    private static final Rule WHATSAPP_CHAT = Rule.matching(
            Pattern.compile("\\d{1,20}@c\\.us|\\d{1,24}(-\\d{1,20})?@g\\.us|\\d{1,20}@lid"),
            "must be one of the next formats: 'phone_number@c.us', 'chat_id@lid' or 'group_id@g.us'");
    private static final Rule MAX_CHAT = Rule.matching(
            Pattern.compile("-?\\d{1,20}|(7|375)\\d{5,12}@c\\.us"),
            "must be one of the next formats: 'chat_id' or 'phone_number@c.us'");
    private static final Rule TYPING_TIME = Rule.integer(1_000, 20_000);
    private static final Rule COLOUR =
            Rule.matching(Pattern.compile("#[0-9a-fA-F]{6}"), "must be a colour in the format #RRGGBB");
    private static final Rule FONT =
            Rule.oneOf("SERIF", "SANS_SERIF", "NORICAN_REGULAR", "BRYNDAN_WRITE", "OSWALD_HEAVY");
    private static final Rule URL = Rule.matching(
            Pattern.compile("https?://[^\\s/?#]+\\S*", CASE_INSENSITIVE),
            "must be a valid uri with a scheme matching the http|https pattern");
    private static final Rule AUDIO =
            Rule.matching(Pattern.compile(".+\\.(mp3|wav)", CASE_INSENSITIVE), "must have the extension mp3 or wav");
    private static final Rule PEOPLE = Rule.listOf(Rule.text());
    private static final Rule YES_OR_NO = Rule.oneOf("yes", "no");
    private static final Rule PHONE = Rule.integer(0, Long.MAX_VALUE)
            .and(
                    value -> String.valueOf(value.longValue()).matches("\\d{11,12}"),
                    "bad phone number, valid 11 or 12 digits");

    static final UrlFormat NOTHING = UrlFormat.requiring();

    static final UrlFormat TYPING_WHATSAPP = UrlFormat.requiring("chatId")
            .with(WHATSAPP_CHAT, "chatId")
            .with(TYPING_TIME, "typingTime")
            .with(Rule.oneOf("recording"), "typingType");

    static final UrlFormat TYPING_MAX = UrlFormat.requiring("chatId", "typingTime")
            .with(MAX_CHAT, "chatId")
            .with(TYPING_TIME, "typingTime")
            .with(Rule.oneOf("recording", "video", "image", "file"), "typingType");

    static final UrlFormat CONTACT_WHATSAPP = UrlFormat.requiring("chatId", "contact")
            .with(WHATSAPP_CHAT, "chatId")
            .with(
                    UrlFormat.requiring("phoneContact")
                            .with(PHONE, "phoneContact")
                            .with(Rule.anyText(), "firstName", "middleName", "lastName", "company")
                            .wantingOneOf("firstName", "middleName", "lastName", "company"),
                    "contact")
            .with(Rule.anyText(), "quotedMessageId")
            .with(TYPING_TIME, "typingTime");

    static final UrlFormat CONTACT_MAX = UrlFormat.requiring("chatId", "contact")
            .with(MAX_CHAT, "chatId")
            .with(UrlFormat.requiring("chatId").with(MAX_CHAT, "chatId"), "contact")
            .with(TYPING_TIME, "typingTime");

    static final UrlFormat TEXT_STATUS = UrlFormat.requiring("message")
            .with(Rule.text(500), "message")
            .with(COLOUR, "backgroundColor")
            .with(FONT, "font")
            .with(PEOPLE, "participants");

    static final UrlFormat VOICE_STATUS = UrlFormat.requiring("urlFile", "fileName")
            .with(URL, "urlFile")
            .with(AUDIO, "fileName")
            .with(COLOUR, "backgroundColor")
            .with(PEOPLE, "participants");

    static final UrlFormat DELETE_STATUS = UrlFormat.requiring("idMessage").with(Rule.text(), "idMessage");

    static final Rule SETTINGS = UrlFormat.requiring()
            .with(Rule.anyText(), "webhookUrl", "webhookUrlToken")
            .with(Rule.integer(500, 86_400_000), AccountSettings.DELAY)
            .with(YES_OR_NO, AccountSettings.YES_OR_NO.toArray(String[]::new))
            .with(Rule.integer(0, 4), "autoTyping")
            .with(Rule.flag(), "linkPreview", "enableLidMode")
            .with(Rule.anyText(), AccountSettings.UNUSED.toArray(String[]::new))
            .and(value -> !value.isEmpty(), "must have at least 1 key");

    private BodyChecks() {}
}
