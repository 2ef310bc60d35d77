package io.metronome.emulator;

import static io.metronome.emulator.VirtualDesk.MAX;
import static io.metronome.emulator.VirtualDesk.WHATSAPP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.metronome.command.Messenger;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies that the API takes, and its words for those that it does not. */
class BodyChecksTest {
    /** A null counts as a key, and a URL's host is not looked at closely. */
    private static final Set<String> TAKEN_NEVERTHELESS = Set.of(
            "{\"webhookUrl\": null}",
            "{\"urlFile\": \"https://:80/y.mp3\", \"fileName\": \"x.mp3\"}",
            "{\"urlFile\": \"https://user@/y.mp3\", \"fileName\": \"x.mp3\"}");

    private final VirtualDesk desk = new VirtualDesk();

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/io/metronome/command/good-bodies.txt", delimiter = '|', quoteCharacter = '`')
    void takesWhatTheWorkerTakes(Messenger messenger, String method, String body) {
        Response response = desk.post(instance(messenger), method, body);

        // The body is good, and no such status was sent.
        assumeFalse(method.equals("deleteStatus") && VirtualDesk.text(response).contains("ID message notfound"));
        assertThat(response.status()).as(VirtualDesk.text(response)).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(
            resources = "/io/metronome/command/bad-bodies.txt",
            delimiter = '|',
            quoteCharacter = '`',
            maxCharsPerColumn = 8192)
    void refusesWhatTheWorkerRefuses(Messenger messenger, String method, String body) {
        assumeFalse(TAKEN_NEVERTHELESS.contains(body));
        assertThat(desk.post(instance(messenger), method, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            1101000001 ; sendTyping      ; {}                                                      ; 'chatId' is required
            1101000001 ; sendTyping      ; {"chatId":7}                                            ; 'chatId' must be a string
            1101000001 ; sendTyping      ; {"chatId":""}                                           ; 'chatId' is not allowed to be empty
            1101000001 ; sendTyping      ; {"chatId":"79991234567"}                                ; 'chatId' must be one of the next formats: 'phone_number@c.us', 'chat_id@lid' or 'group_id@g.us'
            1101000001 ; sendTyping      ; {"chatId":"7@c.us","typingTime":"5000"}                 ; 'typingTime' must be a number
            1101000001 ; sendTyping      ; {"chatId":"7@c.us","typingTime":1000.5}                 ; 'typingTime' must be an integer
            1101000001 ; sendTyping      ; {"chatId":"7@c.us","typingTime":999}                    ; 'typingTime' must be larger than or equal to 1000
            1101000001 ; sendTyping      ; {"chatId":"7@c.us","typingTime":20001}                  ; 'typingTime' must be less than or equal to 20000
            1101000001 ; sendTyping      ; {"chatId":"7@c.us","typingType":"video"}                ; 'typingType' must be one of [recording]
            3100000001 ; sendTyping      ; {"chatId":"7"}                                          ; 'typingTime' is required
            1101000001 ; sendContact     ; {"chatId":"7@c.us"}                                     ; 'contact' is required
            1101000001 ; sendContact     ; {"chatId":"7@c.us","contact":null}                      ; 'contact' must be of type object
            1101000001 ; sendContact     ; {"chatId":"7@c.us","contact":{"phoneContact":79991234567}} ; 'contact' must contain at least one of [firstName, middleName, lastName, company]
            1101000001 ; sendContact     ; {"chatId":"7@c.us","contact":{"phoneContact":7,"company":"A"}} ; 'contact.phoneContact' bad phone number, valid 11 or 12 digits
            3100000001 ; sendContact     ; {"chatId":"7","contact":{"chatId":"8","x":1}}           ; 'contact.x' is not allowed
            1101000001 ; sendTextStatus  ; {"message":"a","font":"ARIAL"}                          ; 'font' must be one of [SERIF, SANS_SERIF, NORICAN_REGULAR, BRYNDAN_WRITE, OSWALD_HEAVY]
            1101000001 ; sendTextStatus  ; {"message":"a","backgroundColor":"red"}                 ; 'backgroundColor' must be a colour in the format #RRGGBB
            1101000001 ; sendTextStatus  ; {"message":"a","participants":"7@c.us"}                 ; 'participants' must be an array
            1101000001 ; sendTextStatus  ; {"message":"a","participants":["7@c.us",1]}             ; 'participants[1]' must be a string
            1101000001 ; sendVoiceStatus ; {"urlFile":"ftp://a/b","fileName":"a.mp3"}              ; 'urlFile' must be a valid uri with a scheme matching the http|https pattern
            1101000001 ; sendVoiceStatus ; {"urlFile":"http://a/b","fileName":"a.ogg"}             ; 'fileName' must have the extension mp3 or wav
            1101000001 ; setSettings     ; {}                                                      ; 'value' must have at least 1 key
            1101000001 ; setSettings     ; {"delaySendMessagesMilliseconds":499}                   ; 'delaySendMessagesMilliseconds' must be larger than or equal to 500
            1101000001 ; setSettings     ; {"incomingWebhook":true}                                ; 'incomingWebhook' must be a string
            1101000001 ; sendTextStatus  ; {"message":"a","unheard":1}                             ; 'unheard' is not allowed
            1101000001 ; sendTextStatus  ; []                                                      ; 'value' must be of type object
            """)
    void saysWhatIsWrong(String id, String method, String body, String words) {
        Response response = desk.post(id, method, body);

        assertThat(response.status()).isEqualTo(400);
        assertThat(VirtualDesk.text(response)).contains("\"message\":\"Validation failed. Details: " + words + "\"");
    }

    @Test
    void countsCharactersNotUnits() {
        String smileys = "\uD83D\uDE00".repeat(500);

        assertThat(desk.post(WHATSAPP, "sendTextStatus", "{\"message\":\"" + smileys + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(VirtualDesk.text(desk.post(WHATSAPP, "sendTextStatus", "{\"message\":\"" + smileys + "!\"}")))
                .contains("'message' length must be less than or equal to 500 characters long");
    }

    @Test
    void answersBrokenJsonInTheWordsOfItsParser() {
        assertThat(VirtualDesk.text(desk.post(MAX, "sendContact", "{\"chatId\":}")))
                .contains("\"message\":\"Unexpected token } in JSON at position 10\"");
        assertThat(VirtualDesk.text(desk.post(MAX, "sendContact", "{\"chatId\":")))
                .contains("\"message\":\"Unexpected end of JSON input\"");
        assertThat(VirtualDesk.text(desk.post(MAX, "sendContact", "{} {}"))).contains("Unexpected token");
    }

    private static String instance(Messenger messenger) {
        return messenger == Messenger.MAX ? MAX : WHATSAPP;
    }
}
