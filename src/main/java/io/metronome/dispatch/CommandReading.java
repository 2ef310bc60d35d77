package io.metronome.dispatch;

import io.metronome.dispatch.instance.InstanceLane;
import io.metronome.dispatch.instance.PendingCommand;
import io.metronome.dispatch.instance.QueueScan;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.SentIds;
import io.metronome.dispatch.view.CommandView;
import io.metronome.dispatch.view.ViewResult;
import java.util.Collections;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks one command up: in the queue of its instance, then among the commands that wait for their notBefore, then among
 * those that have ended.
 */
final class CommandReading implements ReadQueue.Reading {
    private static final int STEP = 2_000;
    /* topic-partition-offset: the id of a command whose producer gave none. */
    private static final Pattern DEFAULT_ID = Pattern.compile(".+-\\d+-\\d+");

    private final ViewSources sources;
    private final String instance;
    private final String commandId;
    private final long hash;
    private final CompletableFuture<ViewResult<CommandView>> answer;
    private ViewResult<CommandView> absent = new ViewResult.Absent<>();
    private Predicate<PendingCommand> isWanted = pending -> false;
    private @Nullable QueueScan scan;
    private Iterator<PendingCommand> postponed = Collections.emptyIterator();
    private boolean begun;

    CommandReading(
            ViewSources sources, String instance, String commandId, CompletableFuture<ViewResult<CommandView>> answer) {
        this.sources = sources;
        this.instance = instance;
        this.commandId = commandId;
        this.hash = SentIds.hash(instance, commandId);
        this.answer = answer;
    }

    @Override
    public boolean step() {
        if (answer.isDone()) {
            return true;
        } else if (!begun) {
            begun = true;
            return begin();
        } else if (scan != null) {
            return inQueue(scan);
        }
        return amongPostponed();
    }

    private boolean begin() {
        OwnedPartition home = sources.home(instance);
        if (home == null || !home.isOwned()) {
            return end(sources.notHere(instance, home));
        }
        absent = ViewSources.absent(home);
        OptionalLong offset = home.sentIds().find(hash, sources.time().millis());
        if (offset.isPresent()) {
            isWanted = pending -> pending.offset() == offset.getAsLong() && isIt(pending);
        } else if (DEFAULT_ID.matcher(commandId).matches()) {
            isWanted = this::isIt;
        } else {
            return end(absent);
        }
        postponed = sources.timers().postponed(home);
        InstanceLane lane = sources.lanes().find(home, instance);
        scan = lane == null ? null : sources.views().scan(lane, isWanted);
        return false;
    }

    private boolean isIt(PendingCommand pending) {
        return pending.isNamed(hash)
                && !pending.hasEnded()
                && pending.lane().instance().equals(instance)
                && pending.body().command().id().equals(commandId);
    }

    private boolean inQueue(QueueScan queue) {
        if (queue.step()) {
            scan = null;
            PendingCommand found = queue.found();
            return found != null && show(found, queue);
        }
        return false;
    }

    private boolean amongPostponed() {
        for (int i = 0; i < STEP; i++) {
            if (!postponed.hasNext()) {
                return end(absent);
            }
            PendingCommand next = postponed.next();
            if (isWanted.test(next)) {
                return show(next, sources.views().scan(next.lane(), pending -> false));
            }
        }
        return false;
    }

    /* It may have ended since it was found. */
    private boolean show(PendingCommand found, QueueScan queue) {
        return found.hasEnded()
                ? end(new ViewResult.Absent<>())
                : answer.complete(new ViewResult.Present<>(sources.views().of(found, queue)));
    }

    /* An answer that nobody waits for any more has ended, too. */
    private boolean end(ViewResult<CommandView> otherwise) {
        CommandView ended =
                sources.ended().find(instance, commandId, sources.time().millis());
        answer.complete(ended == null ? otherwise : new ViewResult.Present<>(ended));
        return true;
    }

    @Override
    public void failed(RuntimeException failure) {
        answer.completeExceptionally(failure);
    }
}
