package io.metronome.ledger;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Says in one line why a topic refused a record, and which setting mends it. */
final class RefusalAdvice {
    private RefusalAdvice() {}

    static String of(String topic, Throwable failure) {
        String why =
                failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        return why + (why.endsWith(".") ? " " : ". ") + setting(topic, failure);
    }

    private static String setting(String topic, Throwable failure) {
        if (SendFailure.isMissingTopic(failure)) {
            return "Create the topic " + topic;
        }
        if (SendFailure.isOfTimestamp(failure)) {
            return "Compare this host's clock with the broker's, and message.timestamp.before.max.ms and"
                    + " message.timestamp.after.max.ms of the topic " + topic;
        }
        return switch (failure) {
            case RecordTooLargeException tooLarge -> "Raise max.message.bytes of the topic " + topic;
            case RecordBatchTooLargeException tooLarge -> "Raise segment.bytes of the topic " + topic;
            case InvalidRecordException invalid -> content(topic, invalid);
            case PolicyViolationException violated -> rule(topic);
            case AuthorizationException denied -> "Allow the worker's user to write to the topic " + topic;
            case NotEnoughReplicasException few -> replicas(topic);
            case NotEnoughReplicasAfterAppendException few -> replicas(topic);
            default -> "Look at the settings of the topic " + topic + " and at the log of its brokers";
        };
    }

    private static String content(String topic, InvalidRecordException invalid) {
        boolean isWithoutKey = String.valueOf(invalid.getMessage()).contains("without key");
        return isWithoutKey
                ? "A compacted topic accepts no record without a key: set cleanup.policy=delete for the topic " + topic
                : rule(topic);
    }

    private static String rule(String topic) {
        return "The brokers have a rule for what the topic " + topic
                + " may contain, such as a schema. Exempt the topic from it";
    }

    private static String replicas(String topic) {
        return "Bring the missing brokers back, or lower min.insync.replicas of the topic " + topic;
    }
}
