package io.metronome.dispatch.instance;

import io.metronome.dispatch.loop.Time;
import io.metronome.dispatch.partition.BrokerTime;
import io.metronome.dispatch.partition.OwnedPartition;
import io.metronome.ledger.BrokerMoment;
import io.metronome.ledger.InstanceCondition;
import io.metronome.ledger.Restored;
import java.util.List;
import java.util.function.Consumer;

/** Gives the lanes of a partition that was taken over what the former owner's ledger says of their instances. */
public final class RestoredLanes {
    private final InstanceLanes lanes;
    private final Holds holds;
    private final SettingsPoller settingsPoller;
    private final Time time;
    private final Consumer<InstanceLane> place;

    /** @param place told of each lane whose next turn may have changed */
    RestoredLanes(
            InstanceLanes lanes, Holds holds, SettingsPoller settingsPoller, Time time, Consumer<InstanceLane> place) {
        this.lanes = lanes;
        this.holds = holds;
        this.settingsPoller = settingsPoller;
        this.time = time;
        this.place = place;
    }

    /** The partition may be called for: these lanes get the departures that a former owner remembered. */
    public void restorePaces(OwnedPartition partition, List<Restored.RestoredPace> paces, BrokerTime broker) {
        RestoredPaces.restore(lanes, partition, paces, broker, time, settingsPoller.refreshNanos());
        paces.forEach(paced -> serve(partition, paced.instance()));
    }

    /** The partition may be called for: these lanes get the holds and limits that a former owner remembered. */
    public void restoreConditions(
            OwnedPartition partition, List<InstanceCondition<BrokerMoment>> conditions, BrokerTime broker) {
        Conditions.restore(lanes, partition, conditions, broker, time);
        conditions.forEach(condition -> serve(partition, condition.instance()));
    }

    /** Everything of the instances is restored: doubts about delays go into a ledger whose departures do not tell them. */
    public void noteDoubts(OwnedPartition partition) {
        Conditions.noteDoubts(lanes.of(partition), time.nanos());
    }

    private void serve(OwnedPartition partition, String instance) {
        InstanceLane lane = lanes.find(partition, instance);
        if (lane != null) {
            holds.serve(lane);
            if (!lane.pace().isKnown() && lane.pace().formerMillis() == 0) {
                // Idle or not: until it is read, the lane rests as long as with the longest of all delays.
                settingsPoller.consider(lane);
            }
            place.accept(lane);
        }
    }
}
