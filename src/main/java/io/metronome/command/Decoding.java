package io.metronome.command;

import io.metronome.command.shape.JsonDescription;
import io.metronome.command.shape.ValidationErrors;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Decodes one record. Each object is used once. */
final class Decoding {
    /** The API answers 500 to a larger body. GREEN-API docs, page SendContact: "request entity too large". */
    private static final int LARGEST_BODY = 100_000;

    private final CommandRecord commandRecord;
    private final Instances instances;
    private final CommandCodec.Rules rules;
    private final ReplyHeaders reply;
    private final ValidationErrors errors;
    private final Envelope envelope;

    Decoding(CommandRecord commandRecord, Instances instances, CommandCodec.Rules rules) {
        this.commandRecord = commandRecord;
        this.instances = instances;
        this.rules = rules;
        this.reply = ReplyHeaders.of(commandRecord, rules.replyTopics());
        this.errors = new ValidationErrors("", rules.unknownFieldsPass());
        this.envelope = new Envelope(rules.onUnknown(), errors);
    }

    Decoded decode() {
        byte[] value = commandRecord.value();
        if (value == null) {
            String why = commandRecord.whyWithoutContent();
            return unreadable(why == null ? "the value is null, a tombstone; a command is a JSON object" : why);
        }
        long bytes = commandRecord.contentBytes();
        if (bytes > rules.maxRecordBytes()) {
            return unreadable("the record has " + bytes + " bytes in key, value and headers, more than"
                    + " intake.max-record-bytes allows (" + rules.maxRecordBytes() + ')');
        }
        String flaw = JsonText.flaw(value);
        if (flaw == null) {
            flaw = readEnvelope(value);
        }
        return flaw == null ? judge(value) : unreadable(flaw);
    }

    /* Returns the reason why the value is unreadable, or null. The fields read before it stay in the envelope. */
    private @Nullable String readEnvelope(byte[] value) {
        try (JsonParser json = JsonText.open(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "the value must be one JSON object, found " + JsonDescription.in(json);
            }
            envelope.read(json);
            return json.nextToken() == null ? null : "the value goes on behind its JSON object";
        } catch (RuntimeException broken) {
            // A record must not stop its partition, so any exception of the parser makes the record unreadable.
            return "the value is not one JSON object: " + JsonText.explain(broken);
        }
    }

    private Decoded judge(byte[] value) {
        envelope.complete(commandRecord.key());
        if (reply.problem() != null) {
            errors.add(reply.problem());
        }
        if (envelope.bodyLength > LARGEST_BODY) {
            errors.add("body", "must be at most " + LARGEST_BODY + " bytes, found " + envelope.bodyLength);
        }
        Method method = method();
        Instance instance = envelope.instance == null ? null : instances.find(envelope.instance);
        if (instance != null) {
            // One text for all of its commands, of which there may be a million.
            envelope.instance = instance.id();
        }
        CheckedBody body = method == null || instance == null ? null : checkBody(value, method, instance);
        if (!errors.isClean()) {
            return refused(Reason.INVALID, String.join("; ", errors.problems()));
        }
        if (instance == null || body == null) {
            return new Decoded.UnknownInstance(command(method, assumedBody(value, method)), unknownInstance());
        }
        return new Decoded.Understood(command(method, body));
    }

    private @Nullable Method method() {
        String name = envelope.method;
        Method method = name == null ? null : Catalogue.find(name);
        if (name != null && method == null) {
            errors.add(
                    "method",
                    "must be " + Catalogue.allowed(name) + ", found the text \"" + JsonDescription.clip(name) + '"');
        }
        return method;
    }

    private @Nullable CheckedBody checkBody(byte[] value, Method method, Instance instance) {
        Messenger messenger = instance.messenger();
        if (!method.messengers().contains(messenger)) {
            errors.add(
                    "method",
                    messenger + ", the messenger of instance " + instance.id() + ", does not offer " + method.name()
                            + ", only " + Catalogue.names(messenger));
            return null;
        }
        if (envelope.bodyLength == 0 || envelope.bodyLength > LARGEST_BODY) {
            return null;
        }
        CheckedBody checked =
                method.check(messenger, value, envelope.bodyStart, envelope.bodyLength, rules.unknownFieldsPass());
        checked.problems().forEach(errors::add);
        return checked;
    }

    /* Only the instance's messenger tells what is wrong. Until it is known, the longest times count that are meant. */
    private CheckedBody assumedBody(byte[] value, @Nullable Method method) {
        CheckedBody assumed = CheckedBody.UNCHECKED;
        if (method != null && envelope.bodyLength > 0) {
            for (Messenger messenger : method.messengers()) {
                assumed = assumed.orLonger(method.check(
                        messenger, value, envelope.bodyStart, envelope.bodyLength, rules.unknownFieldsPass()));
            }
        }
        return assumed;
    }

    private String unknownInstance() {
        return "no credentials for instance " + envelope.instance
                + ", add it to the instances file or correct idInstance";
    }

    /* Called only when nothing is wrong: instance and method are known then. */
    private Command command(@Nullable Method method, CheckedBody body) {
        return new Command(
                commandId(),
                envelope.commandId != null,
                Objects.requireNonNull(envelope.instance, "idInstance"),
                Objects.requireNonNull(method, "method"),
                envelope.bodyStart,
                envelope.bodyLength,
                envelope.priority,
                envelope.notBefore,
                expiresAt(),
                envelope.onUnknown,
                body.typingMillis(),
                body.delayMillis(),
                reply.replyTo());
    }

    private String commandId() {
        return envelope.commandId == null ? commandRecord.source().id() : envelope.commandId;
    }

    /* The age counts from the timestamp of the producer's record; a negative timestamp means that there is none. */
    private long expiresAt() {
        Duration maxAge = rules.maxAge();
        long born = commandRecord.source().timestamp();
        if (envelope.expiresAt < Long.MAX_VALUE || maxAge == null || born < 0) {
            return envelope.expiresAt;
        }
        long age = maxAge.toMillis();
        return born > Long.MAX_VALUE - age ? Long.MAX_VALUE : born + age;
    }

    private Decoded unreadable(String detail) {
        if (envelope.instance == null) {
            envelope.instance = InstanceId.in(commandRecord.key());
        }
        return refused(Reason.UNREADABLE, detail);
    }

    private Decoded refused(Reason reason, String detail) {
        return new Decoded.Refused(reason, detail, commandId(), envelope.instance, envelope.method, reply.replyTo());
    }
}
