package io.metronome.reply;

import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes dead letters: key and value as they came, with the reason in headers. */
final class DeadLetters {
    private final String topic;

    DeadLetters(String topic) {
        this.topic = topic;
    }

    /** The record as it came. If the topic refuses it, its value is left out, and at last its headers too. */
    Reply of(CommandRecord commandRecord, Subject subject, Outcome.Dead outcome) {
        List<RecordHeader> about = about(subject, outcome);
        List<RecordHeader> headers = joined(Replies.headers(commandRecord), about);
        return new Reply(
                topic,
                null,
                commandRecord.key(),
                commandRecord.value(),
                headers,
                () -> brief(commandRecord, headers, about));
    }

    private Reply brief(CommandRecord commandRecord, List<RecordHeader> headers, List<RecordHeader> about) {
        List<RecordHeader> digest = digest(commandRecord.value());
        return new Reply(
                topic,
                null,
                commandRecord.key(),
                null,
                joined(headers, digest),
                () -> new Reply(
                        topic,
                        null,
                        null,
                        null,
                        joined(joined(Replies.sourceHeaders(commandRecord), about), digest),
                        null));
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
