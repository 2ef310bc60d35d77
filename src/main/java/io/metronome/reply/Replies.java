package io.metronome.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import io.metronome.command.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes the reply records that tell producers how their commands ended. */
public final class Replies {
    private static final String SOURCE = RecordHeader.OWN + "source-";

    private final String resultsTopic;
    private final String deadLettersTopic;
    private final DeadLetters deadLetters;

    public Replies(String resultsTopic, String deadLettersTopic) {
        this.resultsTopic = resultsTopic;
        this.deadLettersTopic = deadLettersTopic;
        this.deadLetters = new DeadLetters(deadLettersTopic, resultsTopic);
    }

    /** The topic of results whose commands name no other. */
    public String resultsTopic() {
        return resultsTopic;
    }

    /** The topic of dead letters. */
    public String deadLettersTopic() {
        return deadLettersTopic;
    }

    /**
     * The result of a command that was accepted: one record, on the results topic or on the topic that its headers
     * name.
     */
    public List<Reply> accepted(CommandRecord commandRecord, Command command, Outcome.Accepted outcome) {
        byte[] value = ResultCodec.encode(command, outcome);
        byte[] key = command.instance().getBytes(UTF_8);
        List<RecordHeader> headers = headers(commandRecord);
        Supplier<Reply> brief = () -> brief(commandRecord, command, outcome, key, headers);
        Command.ReplyTo replyTo = command.replyTo();
        if (replyTo == null) {
            return List.of(new Reply(resultsTopic, null, key, value, headers, brief));
        }
        Supplier<Reply> here = () -> new Reply(resultsTopic, null, key, value, headers, brief);
        return List.of(new Reply(replyTo.topic(), replyTo.partition(), key, value, headers, here));
    }

    /*
     * Other forms for a topic that refuses the whole record: without the API's answer, then without the command's
     * headers, and at last a dead letter.
     */
    private Reply brief(
            CommandRecord commandRecord,
            Command command,
            Outcome.Accepted outcome,
            byte[] key,
            List<RecordHeader> headers) {
        byte[] value = ResultCodec.encode(command, outcome.withoutResponse());
        Supplier<Reply> last = () -> deadLetters.ofUnwritten(commandRecord, Subject.of(command), outcome);
        return new Reply(
                resultsTopic,
                null,
                key,
                value,
                headers,
                () -> new Reply(resultsTopic, null, key, value, sourceHeaders(commandRecord), last));
    }

    /**
     * The dead letter of a command, and a short reply to the reply topic where its headers name one that is allowed.
     */
    public List<Reply> dead(CommandRecord commandRecord, Subject subject, Outcome.Dead outcome) {
        Reply deadLetter = deadLetters.of(commandRecord, subject, outcome);
        Command.ReplyTo replyTo = subject.replyTo();
        if (replyTo == null) {
            return List.of(deadLetter);
        }
        return List.of(deadLetter, answer(commandRecord, subject, outcome, replyTo));
    }

    /*
     * Other forms for a reply topic that refuses the whole answer: with a key, and then without the command's headers and
     * most of the detail. There is no more than that, because the dead letter says all of it.
     */
    private static Reply answer(
            CommandRecord commandRecord, Subject subject, Outcome.Dead outcome, Command.ReplyTo replyTo) {
        byte[] key = commandRecord.key();
        byte[] sure = key == null ? commandRecord.source().id().getBytes(UTF_8) : key;
        byte[] value = ResultCodec.encode(subject, outcome);
        List<RecordHeader> headers = headers(commandRecord);
        Supplier<Reply> brief = () -> new Reply(
                replyTo.topic(),
                replyTo.partition(),
                sure,
                ResultCodec.encode(subject, outcome.withDetail(Details.brief(outcome.detail()))),
                sourceHeaders(commandRecord),
                null);
        Supplier<Reply> keyed = () -> new Reply(replyTo.topic(), replyTo.partition(), sure, value, headers, brief);
        return new Reply(replyTo.topic(), replyTo.partition(), key, value, headers, key == null ? keyed : brief);
    }

    /** The command's own headers, then the position of its record. */
    static List<RecordHeader> headers(CommandRecord commandRecord) {
        List<RecordHeader> headers = new ArrayList<>(commandRecord.headers().size() + 4);
        for (RecordHeader header : commandRecord.headers()) {
            if (!header.name().startsWith(RecordHeader.OWN)) {
                headers.add(header);
            }
        }
        headers.addAll(sourceHeaders(commandRecord));
        return headers;
    }

    static List<RecordHeader> sourceHeaders(CommandRecord commandRecord) {
        Source source = commandRecord.source();
        return List.of(
                RecordHeader.of(SOURCE + "topic", source.topic()),
                RecordHeader.of(SOURCE + "partition", source.partition()),
                RecordHeader.of(SOURCE + "offset", source.offset()),
                RecordHeader.of(SOURCE + "timestamp", source.timestamp()));
    }
}
