package io.metronome.dispatch;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Decoded;
import io.metronome.command.Forwarding;
import io.metronome.command.HeapBytes;
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
import io.metronome.dispatch.partition.RecordEnd;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.partition.TrackedRecord;
import io.metronome.reply.Replies;
import io.metronome.reply.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How commands end: the outcome as the contract names it, and what the reply records are made of. */
final class CommandCompletion {
    /* An end, what makes its replies, and the subject of a dead letter. */
    private static final int END = HeapBytes.ofFields(12) + HeapBytes.ofFields(16) + HeapBytes.ofFields(16);
    /* A refusal, and its places in queues. */
    private static final int REFUSAL = HeapBytes.ofFields(16) + 16;

    private final Replies replies;
    private final Time time;
    private final DispatchListener listener;
    private final PipelineStats stats;
    private final EndedCommands endedCommands;

    CommandCompletion(Replies replies, Time time, DispatchListener listener, PipelineStats stats) {
        this.replies = replies;
        this.endedCommands = new EndedCommands(replies);
        this.time = time;
        this.listener = listener;
        this.stats = stats;
    }

    /** How the last commands ended. */
    EndedCommands endedCommands() {
        return endedCommands;
    }

    /** The command ends like this; the next checkpoint makes its replies. */
    void end(PendingCommand pending, RecordEnd how) {
        OwnedPartition partition = pending.partition();
        endedCommands.ended(pending, how.outcome(), time.millis());
        pending.end(how);
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
    RecordEnd accepted(PendingCommand pending, Outcome.Accepted outcome) {
        return new RecordEnd(END + outcome.heapBytes(), outcome, () -> {
            CommandBody body = pending.body();
            return replies.accepted(body.commandRecord(), body.command(), outcome);
        });
    }

    /** A command that waited or was called ends as a dead letter. */
    RecordEnd dead(PendingCommand pending, Reason reason, String detail, int status) {
        Outcome.Dead outcome = died(reason, detail, status, pending.attempts().made(), null);
        // A million may end at one moment, and their bodies need not be on the heap until a checkpoint takes them.
        return new RecordEnd(END + outcome.heapBytes(), outcome, () -> {
            CommandBody body = pending.body();
            return replies.dead(body.commandRecord(), Subject.of(body.command()), outcome);
        });
    }

    /** Its {@code expiresAt} has passed. */
    RecordEnd expired(PendingCommand pending) {
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
        Outcome.Dead outcome = died(refused.reason(), refused.detail(), 0, 0, null);
        return refused(commandRecord, Subject.of(refused), outcome, refused.heapBytes());
    }

    /** A command that is refused when it is read. */
    TrackedRecord.Refusal refused(CommandRecord commandRecord, Command command, Reason reason, String detail) {
        return refused(commandRecord, command, died(reason, detail, 0, 0, null));
    }

    /** A command whose id is already known. */
    TrackedRecord.Refusal duplicate(CommandRecord commandRecord, Command command, String first) {
        String detail = "commandId " + command.id() + " is that of " + first
                + ", which is pending or was sent within the idempotency window";
        return refused(commandRecord, command, died(Reason.DUPLICATE, detail, 0, 0, first));
    }

    /** A command that stands on another partition than its instance's moves there within the checkpoint. */
    TrackedRecord.Refusal forwarded(CommandRecord commandRecord, Command command, int home) {
        RecordEnd copy = new RecordEnd(
                END,
                null,
                () -> List.of(
                        Forwarding.copy(commandRecord, home, () -> unwritableCopy(commandRecord, command, home))));
        return refusal(commandRecord, copy, command.heapBytes());
    }

    private Reply unwritableCopy(CommandRecord commandRecord, Command command, int home) {
        String detail = "the record stands on partition " + commandRecord.partition()
                + " and cannot be copied to partition " + home
                + " of its instance: give it the key idInstance, or let the worker write to the topic and make room"
                + " for larger records there";
        Outcome.Dead outcome = new Outcome.Dead(Reason.UNREADABLE, detail, 0, 0, time.millis(), null);
        return replies.dead(commandRecord, Subject.of(command), outcome).getFirst();
    }

    private TrackedRecord.Refusal refused(CommandRecord commandRecord, Command command, Outcome.Dead outcome) {
        return refused(commandRecord, Subject.of(command), outcome, command.heapBytes());
    }

    private TrackedRecord.Refusal refused(
            CommandRecord commandRecord, Subject subject, Outcome.Dead outcome, int subjectBytes) {
        endedCommands.refused(commandRecord, subject, outcome, time.millis());
        return refusal(commandRecord, dead(commandRecord, subject, outcome), subjectBytes);
    }

    private static TrackedRecord.Refusal refusal(CommandRecord commandRecord, RecordEnd end, int subjectBytes) {
        return new TrackedRecord.Refusal(
                commandRecord.offset(), REFUSAL + commandRecord.heapBytes() + subjectBytes, end);
    }

    private Outcome.Dead died(Reason reason, String detail, int status, int attempts, @Nullable String duplicateOf) {
        listener.died(reason);
        return new Outcome.Dead(reason, detail, status, attempts, time.millis(), duplicateOf);
    }

    private RecordEnd dead(CommandRecord commandRecord, Subject subject, Outcome.Dead outcome) {
        return new RecordEnd(END + outcome.heapBytes(), outcome, () -> replies.dead(commandRecord, subject, outcome));
    }
}
