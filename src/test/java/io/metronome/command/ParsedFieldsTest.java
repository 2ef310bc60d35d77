package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParsedFieldsTest {
    private static final String INSTANCE = "1101000001";
    private static final Instance KNOWN =
            new Instance(INSTANCE, "http://localhost", new Secret("token"), Messenger.WHATSAPP, null);

    private final List<String> lookups = new ArrayList<>();
    private final Instances instances = this::find;
    private @Nullable Instance instance = KNOWN;

    private @Nullable Instance find(String id) {
        lookups.add(id);
        return instance;
    }

    private static final List<String> COMMANDS = List.of(
            "{\"idInstance\":\"1101000001\",\"method\":\"sendTextStatus\",\"body\":{\"message\":\"Hello\"}}",
            "{\"commandId\":\"заказ-1\",\"idInstance\":\"1101000001\",\"method\":\"sendTyping\",\"body\":"
                    + "{\"chatId\":\"79001234567@c.us\",\"typingTime\":2000},\"priority\":\"high\",\"onUnknown\":\"report\","
                    + "\"notBefore\":\"2026-11-28T10:00:00Z\",\"expiresAt\":\"2026-11-29T10:00:00Z\"}",
            "{\"idInstance\":\"1101000001\",\"method\":\"setSettings\",\"priority\":\"bulk\","
                    + "\"body\":{\"delaySendMessagesMilliseconds\":15000}}");

    @Test
    void everyFieldComesBackWithoutParsing() {
        CommandCodec codec = codec(null);
        for (String json : COMMANDS) {
            CommandRecord record = record(json);
            Decoded.Understood first = (Decoded.Understood) codec.decode(record);
            ParsedFields parsed = ParsedFields.of(first.command(), codec.rulesHash());
            // A value that is no JSON any more shows that it is not parsed.
            CommandRecord broken = record("x".repeat(json.length()));
            CommandRecord again = new CommandRecord(
                    record.topic(), 3, 42, 1_000, record.key(), broken.value(), record.headers(), null);
            assertThat(codec.decodeAgain(again, parsed)).isEqualTo(first);
        }
    }

    @Test
    void otherRulesParseAgain() {
        CommandRecord record = record(COMMANDS.getFirst());
        Decoded.Understood first = (Decoded.Understood) codec(null).decode(record);
        ParsedFields parsed = ParsedFields.of(first.command(), codec(null).rulesHash());
        Decoded again = codec(Duration.ofMillis(1)).decodeAgain(record, parsed);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Decoded.Understood.class,
                        it -> assertThat(it.command().expiresAt()).isEqualTo(1_001));
    }

    @Test
    void anInstanceThatHasLeftTheFileIsNotKnown() {
        CommandCodec codec = codec(null);
        CommandRecord record = record(COMMANDS.getFirst());
        Decoded.Understood first = (Decoded.Understood) codec.decode(record);
        instance = null;
        assertThat(codec.decodeAgain(record, ParsedFields.of(first.command(), codec.rulesHash())))
                .isInstanceOf(Decoded.UnknownInstance.class);
    }

    @Test
    void aReplyTopicThatIsNotAllowedAnyMoreIsRefused() {
        CommandCodec codec = codec(null);
        CommandRecord plain = record(COMMANDS.getFirst());
        Decoded.Understood first = (Decoded.Understood) codec.decode(plain);
        CommandRecord asked = new CommandRecord(
                plain.topic(),
                3,
                42,
                1_000,
                null,
                plain.value(),
                List.of(RecordHeader.of("kafka_replyTopic", "gone")),
                null);
        assertThat(codec.decodeAgain(asked, ParsedFields.of(first.command(), codec.rulesHash())))
                .isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void withoutFieldsTheRecordIsParsed() {
        CommandRecord record = record(COMMANDS.getFirst());
        assertThat(codec(null).decodeAgain(record, null)).isEqualTo(codec(null).decode(record));
        assertThat(lookups).containsOnly(INSTANCE);
    }

    private CommandCodec codec(@Nullable Duration maxAge) {
        return new CommandCodec(
                instances,
                new CommandCodec.Rules(1 << 20, false, OnUnknown.RESEND, maxAge, topic -> new ReplyTopic.NotAllowed()));
    }

    private static CommandRecord record(String json) {
        return new CommandRecord("commands", 3, 42, 1_000, null, json.getBytes(UTF_8), List.of(), null);
    }
}
