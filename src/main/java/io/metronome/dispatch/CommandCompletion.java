package io.metronome.dispatch;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.Forwarding;
import io.metronome.command.Outcome;
import io.metronome.command.Reason;
import io.metronome.command.Reply;
import io.metronome.delivery.Answer;
import io.metronome.dispatch.instance.Call;
import io.metronome.dispatch.instance.CommandBody;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.loop.DispatchListener;
import io.metronome.dispatch.loop.PipelineStats;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.partition.TrackedRecord;
import io.metronome.reply.Replies;
import io.metronome.reply.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How commands end: the outcome as the contract names it, and the reply records. */
final class CommandCompletion {
    private final Replies replies;
    private final Time time;
    private final DispatchListener listener;
    private final PipelineStats stats;
    private final EndedCommands endedCommands = new EndedCommands();

    CommandCompletion(Replies replies, Time time, DispatchListener listener, PipelineStats stats) {
        this.replies = replies;
        this.time = time;
        this.listener = listener;
        this.stats = stats;
    }

    /** How the last commands ended. */
    EndedCommands endedCommands() {
        return endedCommands;
    }

    /** The command ends with these replies; they leave with the next checkpoint. */
    void end(PendingCommand pending, List<Reply> told) {
        OwnedPartition partition = pending.partition();
        pending.end(told);
        endedCommands.ended(pending, told, time.millis());
        partition.delta().ended(pending);
        partition.pending(pending.priority(), -1);
        stats.pending(pending.priority(), -1);
        if (pending.idHash() == SentIds.NONE) {
            return;
        }
        // An id whose command ended without a call may come again.
        if (pending.attempts().mayHaveBeenSent()) {
            partition.sentIds().sent(pending.idHash(), pending.offset(), time.millis());
        } else {
            partition.sentIds().free(pending.idHash());
        }
    }

    /** How a call that was accepted went. */
    Outcome.Accepted accepted(Call call, Answer.Accepted answer) {
        PendingCommand pending = call.pending();
        long writtenAt = call.wasWritten() ? call.writtenAt() : call.startedAt();
        return new Outcome.Accepted(
                answer.idMessage(),
                pending.attempts().made(),
                pending.receivedAt(),
                time.millisAt(Math.min(call.dueAt(), writtenAt)),
                time.millisAt(writtenAt),
                time.millisAt(time.nanos()),
                null,
                answer.response());
    }

    /** A command ends well. */
    List<Reply> accepted(PendingCommand pending, Outcome.Accepted outcome) {
        return replies.accepted(pending.body().commandRecord(), pending.body().command(), outcome);
    }

    /** A command that waited or was called ends as a dead letter. */
    List<Reply> dead(PendingCommand pending, Reason reason, String detail, int status) {
        CommandBody body = pending.body();
        return dead(
                body.commandRecord(),
                Subject.of(body.command()),
                reason,
                detail,
                status,
                pending.attempts().made(),
                null);
    }

    /** Its {@code expiresAt} has passed. */
    List<Reply> expired(PendingCommand pending) {
        return dead(pending, Reason.EXPIRED, "expiresAt passed before its turn" + doubt(pending), 0);
    }

    /** The part of a detail that says what the API may have of a command that ends without its answer. */
    String doubt(PendingCommand pending) {
        if (pending.acceptedSettings() != null) {
            return "; the API had accepted it, and getSettings did not show it yet";
        }
        return pending.attempts().isUnknown() ? "; the outcome of an earlier attempt is unknown" : "";
    }

    /** A record that is no command, or no command that may be sent. */
    TrackedRecord.Refusal refused(CommandRecord commandRecord, Decoded.Refused refused) {
        Subject subject = Subject.of(refused);
        List<Reply> told = dead(commandRecord, subject, refused.reason(), refused.detail(), 0, 0, null);
        endedCommands.refused(commandRecord, subject, told, time.millis());
        return new TrackedRecord.Refusal(commandRecord.offset(), commandRecord.heapBytes(), told);
    }

    /** A command that is refused when it is read. */
    TrackedRecord.Refusal refused(CommandRecord commandRecord, Command command, Reason reason, String detail) {
        Subject subject = Subject.of(command);
        List<Reply> told = dead(commandRecord, subject, reason, detail, 0, 0, null);
        endedCommands.refused(commandRecord, subject, told, time.millis());
        return new TrackedRecord.Refusal(commandRecord.offset(), commandRecord.heapBytes(), told);
    }

    /** A command whose id is already known. */
    TrackedRecord.Refusal duplicate(CommandRecord commandRecord, Command command, String first) {
        String detail = "commandId " + command.id() + " is that of " + first
                + ", which is pending or was sent within the idempotency window";
        List<Reply> told = dead(commandRecord, Subject.of(command), Reason.DUPLICATE, detail, 0, 0, first);
        return new TrackedRecord.Refusal(commandRecord.offset(), commandRecord.heapBytes(), told);
    }

    /** A command that stands on another partition than its instance's moves there within the checkpoint. */
    TrackedRecord.Refusal forwarded(CommandRecord commandRecord, Command command, int home) {
        Reply copy = Forwarding.copy(
                commandRecord,
                home,
                () -> replies.dead(
                                commandRecord,
                                Subject.of(command),
                                new Outcome.Dead(
                                        Reason.UNREADABLE,
                                        "the record stands on partition " + commandRecord.partition()
                                                + " and cannot be copied to partition " + home
                                                + " of its instance: give it the key idInstance, or let the worker"
                                                + " write to the topic and make room for larger records there",
                                        0,
                                        0,
                                        time.millis(),
                                        null))
                        .getFirst());
        return new TrackedRecord.Refusal(commandRecord.offset(), commandRecord.heapBytes(), List.of(copy));
    }

    private List<Reply> dead(
            CommandRecord commandRecord,
            Subject subject,
            Reason reason,
            String detail,
            int status,
            int attempts,
            @Nullable String duplicateOf) {
        listener.died(reason);
        return replies.dead(
                commandRecord, subject, new Outcome.Dead(reason, detail, status, attempts, time.millis(), duplicateOf));
    }
}
