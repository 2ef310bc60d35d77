package io.metronome.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Priority;
import io.metronome.command.RecordHeader;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Produced;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record for the commands topic, and what is known of the command in it.
 *
 * @param commandId empty where the record names none
 * @param body the request body as it stands in the value; empty where there is none
 * @param partition null where the key decides
 */
record TestCommand(
        String commandId,
        String instance,
        String method,
        String body,
        Priority priority,
        @Nullable Integer partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<RecordHeader> headers,
        @Nullable Instant expiresAt) {
    /** A command under its instance's key. */
    static TestCommand command(String commandId, String instance, String method, String body) {
        String id = commandId.isEmpty() ? "" : "\"commandId\":\"" + commandId + "\",";
        String value = "{%s\"idInstance\":\"%s\",\"method\":\"%s\",\"body\":%s}".formatted(id, instance, method, body);
        return new TestCommand(
                commandId,
                instance,
                method,
                body,
                Priority.NORMAL,
                null,
                instance.getBytes(UTF_8),
                value.getBytes(UTF_8),
                List.of(),
                null);
    }

    /** A text status that is its own id. */
    static TestCommand status(String commandId, String instance) {
        return command(commandId, instance, "sendTextStatus", "{\"message\":\"" + commandId + "\"}");
    }

    /** Whatever stands there, it is no command. */
    static TestCommand junk(byte @Nullable [] key, byte @Nullable [] value) {
        return new TestCommand("", "", "", "", Priority.NORMAL, null, key, value, List.of(), null);
    }

    /** A copy with one more header. */
    TestCommand with(RecordHeader header) {
        return with(List.of(header));
    }

    /** A copy with more headers. */
    TestCommand with(List<RecordHeader> others) {
        List<RecordHeader> more =
                Stream.concat(headers.stream(), others.stream()).toList();
        return new TestCommand(commandId, instance, method, body, priority, partition, key, value, more, expiresAt);
    }

    /** A copy with one more field in its value. */
    TestCommand with(String name, String json) {
        String text = value == null ? "{}" : new String(value, UTF_8);
        byte[] longer =
                text.replaceFirst("\\{", "{\"" + name + "\":" + json + ",").getBytes(UTF_8);
        return new TestCommand(commandId, instance, method, body, priority, partition, key, longer, headers, expiresAt);
    }

    /** A copy that must not be sent after that moment. */
    TestCommand expiring(Instant at) {
        TestCommand post = with("expiresAt", "\"" + at + "\"");
        return new TestCommand(commandId, instance, method, body, priority, partition, key, post.value(), headers, at);
    }

    /** A copy in another priority. */
    TestCommand in(Priority other) {
        TestCommand post = with("priority", "\"" + other.name().toLowerCase(Locale.ROOT) + "\"");
        return new TestCommand(
                commandId, instance, method, body, other, partition, key, post.value(), headers, expiresAt);
    }

    /** A copy without a key, on that partition. */
    TestCommand keyless(int where) {
        return new TestCommand(commandId, instance, method, body, priority, where, null, value, headers, expiresAt);
    }

    /** A copy on that partition, as another partitioner would put it. */
    TestCommand on(int where) {
        return new TestCommand(commandId, instance, method, body, priority, where, key, value, headers, expiresAt);
    }

    /** The command as it stands there now, on that topic. */
    Produced at(String topic, Position place) {
        String id = commandId.isEmpty() ? topic + "-" + place : commandId;
        return new Produced(place.partition(), place.offset(), id, instance, method, body, priority, null, expiresAt);
    }
}
