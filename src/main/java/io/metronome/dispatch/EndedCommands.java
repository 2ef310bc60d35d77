package io.metronome.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.HOURS;

import io.metronome.command.Command;
import io.metronome.command.CommandRecord;
import io.metronome.command.Outcome;
import io.metronome.dispatch.instance.CommandBody;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.view.EndedCommand;
import io.metronome.dispatch.view.EndedCommand.ReplyPlace;
import io.metronome.reply.Replies;
import io.metronome.reply.Subject;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the last commands ended, for people who ask where a reply is: the last 50,000 within an hour, about 230 bytes
 * each, of which nothing grows with the records. A restart forgets them. The dispatcher's thread only.
 */
final class EndedCommands {
    static final int MOST = 50_000;
    /** The heap that one costs, with its place in the map. */
    static final int BYTES = 230;

    static final long KEPT_MILLIS = HOURS.toMillis(1);

    private final Map<Long, EndedCommand> byId = new LinkedHashMap<>();
    private final ReplyPlace results;
    private final ReplyPlace deadLetters;
    private final ReplyPlace deadLettersByInstance;

    EndedCommands(Replies replies) {
        this.results = new ReplyPlace(replies.resultsTopic(), null, true);
        this.deadLetters = new ReplyPlace(replies.deadLettersTopic(), null, false);
        this.deadLettersByInstance = new ReplyPlace(replies.deadLettersTopic(), null, true);
    }

    /** A command that was taken in has ended. Its replies need not be made yet. */
    void ended(PendingCommand pending, @Nullable Outcome outcome, long nowMillis) {
        String instance = pending.lane().instance();
        CommandBody body = pending.body();
        String id = body.command().id();
        String method = pending.method().name();
        if (outcome instanceof Outcome.Dead dead) {
            add(hash(instance, id), dead(instance, body.commandRecord(), method, dead, nowMillis));
        } else if (outcome instanceof Outcome.Accepted accepted) {
            ReplyPlace reply = place(body.command());
            int attempts = accepted.attempts();
            add(
                    hash(instance, id),
                    new EndedCommand(
                            instance, body.commandRecord().source(), method, null, attempts, nowMillis, reply));
        }
    }

    /** A record was refused when it was read. Nothing is noted of a record that names no instance. */
    void refused(CommandRecord commandRecord, Subject subject, Outcome.Dead outcome, long nowMillis) {
        String instance = subject.instance();
        if (instance != null) {
            add(
                    hash(instance, subject.commandId()),
                    dead(instance, commandRecord, subject.method(), outcome, nowMillis));
        }
    }

    private EndedCommand dead(
            String instance,
            CommandRecord commandRecord,
            @Nullable String method,
            Outcome.Dead outcome,
            long nowMillis) {
        byte[] key = commandRecord.key();
        boolean byInstance = key != null && Arrays.equals(key, instance.getBytes(UTF_8));
        return new EndedCommand(
                instance,
                commandRecord.source(),
                method,
                outcome.reason(),
                outcome.attempts(),
                nowMillis,
                byInstance ? deadLettersByInstance : deadLetters);
    }

    /** Where the result of an accepted command is. Its key is the instance. */
    ReplyPlace place(Command command) {
        Command.ReplyTo named = command.replyTo();
        return named == null ? results : new ReplyPlace(named.topic(), named.partition(), named.partition() == null);
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
}
