package io.metronome.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes dead letters: key and value as they came, with the reason in headers. */
final class DeadLetters {
    private final String topic;
    private final String resultsTopic;

    DeadLetters(String topic, String resultsTopic) {
        this.topic = topic;
        this.resultsTopic = resultsTopic;
    }

    /**
     * The record as it came. If the topic refuses it, a missing key is replaced by the source of the record, then the
     * value is left out, then the headers, and at last a short result says how the command ended.
     */
    Reply of(CommandRecord commandRecord, Subject subject, Outcome.Dead outcome) {
        Supplier<Reply> last = () -> new Reply(
                resultsTopic,
                null,
                source(commandRecord),
                ResultCodec.encode(subject, outcome),
                joined(Replies.sourceHeaders(commandRecord), about(subject, outcome)),
                null);
        return of(commandRecord, subject, outcome, last);
    }

    /** The dead letter of a command that the API accepted, and whose result no topic accepts. */
    Reply ofUnwritten(CommandRecord commandRecord, Subject subject, Outcome.Accepted outcome) {
        String detail = "the API accepted it"
                + (outcome.idMessage() == null ? "" : " as idMessage " + outcome.idMessage())
                + ", but the topic " + resultsTopic + " refused its result: do not send it again";
        Outcome.Dead dead =
                new Outcome.Dead(Reason.OUTCOME_UNKNOWN, detail, 0, outcome.attempts(), outcome.completedAt(), null);
        return of(commandRecord, subject, dead, null);
    }

    private Reply of(
            CommandRecord commandRecord, Subject subject, Outcome.Dead outcome, @Nullable Supplier<Reply> last) {
        List<RecordHeader> about = about(subject, outcome);
        List<RecordHeader> headers = joined(Replies.headers(commandRecord), about);
        byte[] key = commandRecord.key();
        byte[] value = commandRecord.value();
        if (key != null) {
            return new Reply(topic, null, key, value, headers, () -> brief(commandRecord, key, headers, about, last));
        }
        byte[] source = source(commandRecord);
        return new Reply(
                topic,
                null,
                null,
                value,
                headers,
                () -> new Reply(
                        topic, null, source, value, headers, () -> brief(commandRecord, source, headers, about, last)));
    }

    private Reply brief(
            CommandRecord commandRecord,
            byte[] key,
            List<RecordHeader> headers,
            List<RecordHeader> about,
            @Nullable Supplier<Reply> last) {
        List<RecordHeader> digest = digest(commandRecord.value());
        List<RecordHeader> least = joined(joined(Replies.sourceHeaders(commandRecord), about), digest);
        return new Reply(
                topic,
                null,
                key,
                null,
                joined(headers, digest),
                () -> new Reply(topic, null, source(commandRecord), null, least, last));
    }

    private static byte[] source(CommandRecord commandRecord) {
        return commandRecord.source().id().getBytes(UTF_8);
    }

    private static List<RecordHeader> about(Subject subject, Outcome.Dead outcome) {
        List<RecordHeader> headers = new ArrayList<>();
        headers.add(own("reason", outcome.reason().name()));
        headers.add(own("detail", Details.shortened(outcome.detail())));
        headers.add(own("command-id", subject.commandId()));
        addTo(headers, "id-instance", subject.instance());
        addTo(headers, "method", subject.method());
        if (outcome.attempts() > 0) {
            headers.add(own("attempts", Integer.toString(outcome.attempts())));
        }
        if (outcome.httpStatus() > 0) {
            headers.add(own("http-status", Integer.toString(outcome.httpStatus())));
        }
        headers.add(own("failed-at", Instant.ofEpochMilli(outcome.failedAt()).toString()));
        addTo(headers, "duplicate-of", outcome.duplicateOf());
        return headers;
    }

    private static List<RecordHeader> digest(byte @Nullable [] value) {
        byte[] bytes = value == null ? new byte[0] : value;
        return List.of(
                own("value-length", Integer.toString(bytes.length)),
                own("value-sha256", HexFormat.of().formatHex(sha256(bytes))));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void addTo(List<RecordHeader> headers, String name, @Nullable String text) {
        if (text != null) {
            headers.add(own(name, text));
        }
    }

    private static RecordHeader own(String name, String text) {
        return RecordHeader.of(RecordHeader.OWN + name, text);
    }

    private static List<RecordHeader> joined(List<RecordHeader> first, List<RecordHeader> second) {
        List<RecordHeader> joined = new ArrayList<>(first.size() + second.size());
        joined.addAll(first);
        joined.addAll(second);
        return joined;
    }
}
