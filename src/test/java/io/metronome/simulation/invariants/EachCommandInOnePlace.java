package io.metronome.simulation.invariants;

import io.metronome.command.CommandRecord;
import io.metronome.command.Forwarding;
import io.metronome.command.RecordHeader;
import io.metronome.command.Source;
import io.metronome.guarantee.Position;
import io.metronome.guarantee.Produced;
import io.metronome.guarantee.Received;
import io.metronome.ledger.LedgerContents;
import io.metronome.ledger.LedgerRefusedException;
import io.metronome.simulation.cluster.SimulatedBroker;
import io.metronome.simulation.cluster.SimulatedTopics;
import io.metronome.simulation.worker.WorkerFleet;
import io.metronome.simulation.workload.CommandGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The checkpoint rule, seen from outside at any moment of a storm: each command is in exactly one place. It is unread on its
 * topic, or its copy is unread on its home partition, or it is in the ledger with every byte of its value, or it has its
 * reply. What a transaction has decided counts, though its markers may still be on their way.
 */
public final class EachCommandInOnePlace {
    /* Later on little happens, and there is much to read. */
    private static final int LOOKS = 20;

    private final SimulatedBroker broker;
    private final WorkerFleet fleet;
    private final CommandGenerator commands;
    private final List<String> breaches = new ArrayList<>();
    private int looks;

    public EachCommandInOnePlace(SimulatedBroker broker, WorkerFleet fleet, CommandGenerator commands) {
        this.broker = broker;
        this.fleet = fleet;
        this.commands = commands;
    }

    /** Commands that were in no place, or in two. */
    public List<String> breaches() {
        return breaches;
    }

    /** Looks where each command is now. */
    public void look(long now) {
        if (++looks > LOOKS || !breaches.isEmpty()) {
            return;
        }
        Map<Position, List<String>> places = new LinkedHashMap<>();
        for (int partition = 0; partition < broker.group().partitions(); partition++) {
            findUnread(partition, places);
        }
        for (int partition = 0; partition < fleet.homes(); partition++) {
            findInLedger(partition, places);
        }
        for (String topic : SimulatedTopics.REPLIES) {
            broker.log(topic, 0).decided().stream()
                    .map(Received::of)
                    .filter(reply -> !reply.isNotice())
                    .forEach(reply -> add(places, reply.source(), "on " + topic));
        }
        for (Produced one : commands.produced()) {
            List<String> found = places.getOrDefault(one.position(), List.of());
            if (found.size() != 1) {
                breaches.add("EachCommandInOnePlace: %s is in %d places %s at %.3f s"
                        .formatted(one, found.size(), found, now / 1e9));
                return;
            }
        }
    }

    private void findUnread(int partition, Map<Position, List<String>> places) {
        long from = position(partition);
        broker.log(SimulatedTopics.COMMANDS, partition).decided().stream()
                .filter(one -> one.offset() >= from)
                .forEach(one -> add(places, source(one), "unread on partition " + partition));
    }

    private void findInLedger(int partition, Map<Position, List<String>> places) {
        List<ConsumerRecord<byte[], byte[]>> records =
                broker.log(SimulatedTopics.LEDGER, partition).decided();
        OffsetAndMetadata read = records.isEmpty() ? null : new OffsetAndMetadata(position(partition));
        try {
            LedgerContents.of(fleet.ledger(), partition, read, records)
                    .waiting()
                    .forEach(waiting -> {
                        CommandRecord kept = waiting.commandRecord();
                        boolean isWhole = Arrays.equals(kept.value(), value(kept));
                        String place = (isWhole ? "" : "not whole ") + "in the ledger of partition " + partition;
                        add(places, position(kept.source()), place);
                        if (!isWhole) {
                            breaches.add("EachCommandInOnePlace: " + kept.source() + " is " + place);
                        }
                    });
        } catch (LedgerRefusedException contradictory) {
            breaches.add("EachCommandInOnePlace: " + contradictory.getMessage());
        }
    }

    private byte[] value(CommandRecord kept) {
        return broker.log(SimulatedTopics.COMMANDS, kept.partition()).decided().stream()
                .filter(one -> one.offset() == kept.offset())
                .map(ConsumerRecord::value)
                .findFirst()
                .orElse(new byte[0]);
    }

    private long position(int partition) {
        return broker.transactions().decidedOffset(new TopicPartition(SimulatedTopics.COMMANDS, partition));
    }

    private static Position source(ConsumerRecord<byte[], byte[]> one) {
        List<RecordHeader> headers = new ArrayList<>();
        one.headers().forEach(header -> headers.add(new RecordHeader(header.key(), header.value())));
        return position(Forwarding.source(one.topic(), one.partition(), one.offset(), one.timestamp(), headers));
    }

    private static Position position(Source source) {
        return new Position(source.partition(), source.offset());
    }

    private static void add(Map<Position, List<String>> places, Position command, String place) {
        places.computeIfAbsent(command, none -> new ArrayList<>()).add(place);
    }
}
