package io.metronome.dispatch;

import io.metronome.dispatch.loop.DispatcherLoop;
import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.BrokerTime;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.dispatch.partition.RestoredPartition;
import io.metronome.ledger.Restored;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Gives a partition that may be called for what its former owner left, in the order in which it is needed: the ids that
 * were sent, the paces and the conditions of instances, and then the commands. Each of them can be millions, so a few
 * are taken in at a time. Ends without a word when the partition is given up meanwhile. The dispatcher's thread only.
 */
final class Takeover {
    /* One record of the ledger holds the ids of a whole checkpoint: hundreds, when a worker is busy. */
    private static final int ID_RECORD_ITEMS = 200;

    private final DispatcherLoop loop;
    private final Time time;
    private final int itemsPerTask;
    private final Dispatcher dispatcher;

    Takeover(DispatcherLoop loop, Time time, int itemsPerTask, Dispatcher dispatcher) {
        this.loop = loop;
        this.time = time;
        this.itemsPerTask = itemsPerTask;
        this.dispatcher = dispatcher;
    }

    /**
     * @param broker translates the moments of what was restored
     * @param done run when everything is in its place: reading begins then
     */
    void begin(OwnedPartition partition, RestoredPartition restored, BrokerTime broker, Runnable done) {
        loop.assertOwned();
        Runnable end = () -> {
            // Reading begins unheld; whether there is room for it is looked at from then on.
            partition.restoredBytes(0);
            partition.resumeReading();
            done.run();
        };
        Runnable commands =
                () -> each(partition, restored.commands(), some -> dispatcher.restored(partition, some), end);
        Runnable conditions = () -> each(
                partition,
                restored.conditions(),
                some -> dispatcher.laneScheduler().restoredLanes().restoreConditions(partition, some, broker),
                () -> {
                    dispatcher.laneScheduler().restoredLanes().noteDoubts(partition);
                    commands.run();
                });
        Runnable paces = () -> each(
                partition,
                restored.paces(),
                some -> dispatcher.laneScheduler().restoredLanes().restorePaces(partition, some, broker),
                conditions);
        loop.inChunks(
                restored.sent(),
                Math.max(1, itemsPerTask / ID_RECORD_ITEMS),
                partition::mayCall,
                some -> some.forEach(ids -> restoreIds(partition, ids, broker)),
                paces);
    }

    private <T> void each(OwnedPartition partition, Queue<T> all, Consumer<List<T>> take, Runnable next) {
        loop.inChunks(all, itemsPerTask, partition::mayCall, take, next);
    }

    private void restoreIds(OwnedPartition partition, Restored.RestoredSentIds ids, BrokerTime broker) {
        partition.sentIds().restored(ids.hashesAndOffsets(), broker.millis(ids.endedAt(), time));
    }
}
