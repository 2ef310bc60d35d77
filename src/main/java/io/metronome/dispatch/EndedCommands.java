package io.metronome.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.HOURS;

import io.metronome.command.CommandRecord;
import io.metronome.command.Reason;
import io.metronome.command.RecordHeader;
import io.metronome.command.Reply;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.reply.Subject;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the last commands ended, for people who ask where a reply is: the last 50,000 within an hour, about 200 bytes
 * each. A restart forgets them. The dispatcher's thread only.
 */
final class EndedCommands {
    static final int MOST = 50_000;
    static final long KEPT_MILLIS = HOURS.toMillis(1);
    private static final String REASON = RecordHeader.OWN + "reason";

    private final Map<Long, EndedCommand> byId = new LinkedHashMap<>();

    /** A command that was taken in has ended. */
    void ended(PendingCommand pending, List<Reply> told, long nowMillis) {
        CommandRecord commandRecord = pending.body().commandRecord();
        String id = pending.body().command().id();
        add(
                hash(pending.lane().instance(), id),
                of(
                        pending.lane().instance(),
                        commandRecord,
                        pending.method().name(),
                        pending.attempts().made(),
                        told,
                        nowMillis));
    }

    /** A record was refused when it was read. Nothing is noted of a record that names no instance. */
    void refused(CommandRecord commandRecord, Subject subject, List<Reply> told, long nowMillis) {
        String instance = subject.instance();
        if (instance != null) {
            add(hash(instance, subject.commandId()), of(instance, commandRecord, subject.method(), 0, told, nowMillis));
        }
    }

    private static long hash(String instance, String commandId) {
        return SentIds.hash(instance, commandId);
    }

    private void add(long hash, EndedCommand ended) {
        EndedCommand before = byId.get(hash);
        boolean isRefusalAfterSuccess = before != null && before.reason() == null && ended.attempts() == 0;
        if (!isRefusalAfterSuccess) {
            byId.remove(hash);
            byId.put(hash, ended);
        }
        Iterator<EndedCommand> eldest = byId.values().iterator();
        while (eldest.hasNext() && isOver(eldest.next(), ended.endedAt())) {
            eldest.remove();
        }
    }

    private boolean isOver(EndedCommand ended, long nowMillis) {
        return byId.size() > MOST || ended.endedAt() < nowMillis - KEPT_MILLIS;
    }

    /** How the command with that id ended; null when nobody remembers. */
    @Nullable
    EndedCommand find(String instance, String commandId, long nowMillis) {
        EndedCommand ended = byId.get(hash(instance, commandId));
        boolean isIt = ended != null && ended.instance().equals(instance) && ended.endedAt() >= nowMillis - KEPT_MILLIS;
        return isIt ? ended : null;
    }

    /** The last ends of that instance's commands, the last one first. It looks through everything that is remembered. */
    List<EndedCommand> last(String instance, int most) {
        List<EndedCommand> all = byId.values().stream()
                .filter(one -> one.instance().equals(instance))
                .toList();
        return all.subList(Math.max(0, all.size() - most), all.size()).reversed();
    }

    private static EndedCommand of(
            String instance,
            CommandRecord commandRecord,
            @Nullable String method,
            int attempts,
            List<Reply> told,
            long nowMillis) {
        Reply reply = told.getFirst();
        boolean byInstance = reply.partition() == null
                && reply.key() != null
                && Arrays.equals(reply.key(), instance.getBytes(UTF_8));
        return new EndedCommand(
                instance,
                commandRecord.source(),
                method,
                reason(told),
                attempts,
                nowMillis,
                new EndedCommand.ReplyPlace(reply.topic(), reply.partition(), byInstance));
    }

    /* The header of the dead letter, which is the first of the replies. */
    private static @Nullable Reason reason(List<Reply> told) {
        for (RecordHeader header : told.getFirst().headers()) {
            String text = header.name().equals(REASON) ? header.text() : null;
            if (text != null) {
                return Reason.valueOf(text);
            }
        }
        return null;
    }
}
