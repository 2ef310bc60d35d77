package io.metronome.simulation.cluster;

import io.metronome.simulation.time.SimulatedThread;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The admin client of the control topic's reader: it tells the ends of topics. */
public final class ControlAdmin {
    private final SimulatedBroker broker;
    private final QuietRequests requests;

    public ControlAdmin(SimulatedBroker broker, SimulatedThread thread) {
        this.broker = broker;
        this.requests = new QuietRequests(broker, thread);
    }

    public Admin client() {
        return ClientProxy.of(Admin.class, this);
    }

    ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> asked, ListOffsetsOptions options) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> found = new LinkedHashMap<>();
        asked.forEach((partition, spec) -> {
            long offset = requests.ask(() -> spec instanceof OffsetSpec.EarliestSpec
                    ? 0
                    : broker.log(partition.topic(), partition.partition()).end());
            found.put(partition, KafkaFuture.completedFuture(new ListOffsetsResultInfo(offset, -1, Optional.empty())));
        });
        return new ListOffsetsResult(found);
    }
}
