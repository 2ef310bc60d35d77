package io.metronome.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.metronome.command.Command.ReplyTo;
import io.metronome.command.shape.JsonDescription;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reply topic and partition in a command's headers, as Spring's ReplyingKafkaTemplate writes them: the topic as
 * text, the partition as four bytes, most significant first.
 *
 * @param replyTo where the reply may go, or null
 * @param problem what is wrong with the headers, or null
 */
record ReplyHeaders(@Nullable ReplyTo replyTo, @Nullable String problem) {
    /** The header with the topic. */
    static final String TOPIC = "kafka_replyTopic";

    /** The header with the partition. */
    static final String PARTITION = "kafka_replyPartition";

    private static final ReplyHeaders NONE = new ReplyHeaders(null, null);
    private static final int MOST_DIGITS = 9;

    /** Reads the headers of a record. */
    static ReplyHeaders of(CommandRecord commandRecord, Function<String, ReplyTopic> topics) {
        String topic = commandRecord.headers().isEmpty() ? null : commandRecord.header(TOPIC);
        if (topic == null) {
            return NONE;
        }
        return switch (topics.apply(topic)) {
            case ReplyTopic.NotAllowed notAllowed ->
                refused("replies may not go to the topic ", topic, ", add it to replies.allowed-topics");
            case ReplyTopic.Missing missing -> refused("the topic ", topic, " does not exist, create it");
            case ReplyTopic.Existing existing ->
                withPartition(topic, existing.partitions(), value(commandRecord, PARTITION));
        };
    }

    private static ReplyHeaders refused(String before, String topic, String after) {
        String problem = "header " + TOPIC + ": " + before + '"' + JsonDescription.clip(topic) + '"' + after;
        return new ReplyHeaders(null, problem);
    }

    private static ReplyHeaders withPartition(String topic, int count, byte @Nullable [] value) {
        if (value == null) {
            return new ReplyHeaders(new ReplyTo(topic, null), null);
        }
        int partition = partition(value);
        if (partition >= count) {
            String beyond = "header " + PARTITION + ": must be below " + count + ", the partitions of " + topic
                    + ", found " + partition;
            return new ReplyHeaders(new ReplyTo(topic, null), beyond);
        }
        return partition >= 0
                ? new ReplyHeaders(new ReplyTo(topic, partition), null)
                : new ReplyHeaders(
                        new ReplyTo(topic, null),
                        "header " + PARTITION + ": must be a partition as four bytes, most significant first, or as"
                                + " decimal digits, found " + value.length + " bytes that are neither");
    }

    /* Digits are always decimal: four ASCII digits read as a binary number would be a partition above 800 million. */
    private static int partition(byte[] value) {
        String text = new String(value, ISO_8859_1);
        if (value.length <= MOST_DIGITS && Digits.are(text, 0, text.length())) {
            return Integer.parseInt(text);
        }
        return value.length == Integer.BYTES ? ByteBuffer.wrap(value).getInt() : -1;
    }

    private static byte @Nullable [] value(CommandRecord commandRecord, String name) {
        RecordHeader header = RecordHeader.last(commandRecord.headers(), name);
        return header == null ? null : header.value();
    }
}
