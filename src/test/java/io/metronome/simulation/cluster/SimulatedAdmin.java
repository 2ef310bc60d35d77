package io.metronome.simulation.cluster;

import io.metronome.simulation.time.SimulatedThread;
import java.lang.reflect.Constructor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ListTransactionsResult;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** The admin client of the restore. Its answers are there when it returns. */
public final class SimulatedAdmin {
    private final SimulatedBroker broker;
    private final SimulatedThread thread;

    public SimulatedAdmin(SimulatedBroker broker, SimulatedThread thread) {
        this.broker = broker;
        this.thread = thread;
    }

    public Admin client() {
        return ClientProxy.of(Admin.class, this);
    }

    ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> asked, ListOffsetsOptions options) {
        if (options.isolationLevel() != IsolationLevel.READ_UNCOMMITTED) {
            throw new UnsupportedOperationException("the last stable offset is no end of a restore");
        }
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> found = new LinkedHashMap<>();
        asked.forEach((partition, spec) -> {
            long offset = broker.ask(thread, () -> offset(partition, spec));
            found.put(partition, KafkaFuture.completedFuture(new ListOffsetsResultInfo(offset, -1, Optional.empty())));
        });
        return new ListOffsetsResult(found);
    }

    DescribeConsumerGroupsResult describeConsumerGroups(Collection<String> groups) {
        List<MemberDescription> members = broker.ask(
                thread,
                () -> broker.group().members().stream().map(id -> member(id)).toList());
        ConsumerGroupDescription group = new ConsumerGroupDescription(
                GroupCoordinator.ID,
                false,
                members,
                "cooperative-sticky",
                GroupType.CLASSIC,
                GroupState.STABLE,
                Node.noNode(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
        return new DescribeConsumerGroupsResult(Map.of(GroupCoordinator.ID, KafkaFuture.completedFuture(group)));
    }

    ListTransactionsResult listTransactions(ListTransactionsOptions options) {
        List<TransactionListing> open = broker.ask(
                thread,
                () -> broker.transactions().open().stream()
                        .map(id -> new TransactionListing(id, 1, TransactionState.ONGOING))
                        .toList());
        return hidden(
                ListTransactionsResult.class,
                KafkaFuture.completedFuture(Map.of(0, KafkaFuture.completedFuture(open))));
    }

    FenceProducersResult fenceProducers(Collection<String> ids) {
        broker.ask(thread, () -> {
            ids.forEach(broker::fence);
            return true;
        });
        return hidden(FenceProducersResult.class, Map.of());
    }

    /* Results that only an admin client is meant to make. */
    private static <T> T hidden(Class<T> type, Object argument) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance(argument));
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("the Kafka client has changed", changed);
        }
    }

    private static MemberDescription member(String id) {
        Optional<Integer> unknown = Optional.empty();
        MemberAssignment nothing = new MemberAssignment(Set.of());
        return new MemberDescription(
                id,
                Optional.empty(),
                Optional.empty(),
                "client",
                "host",
                nothing,
                Optional.empty(),
                unknown,
                Optional.empty());
    }

    private long offset(TopicPartition partition, OffsetSpec spec) {
        PartitionLog log = broker.log(partition.topic(), partition.partition());
        if (spec instanceof OffsetSpec.EarliestSpec) {
            return 0;
        }
        return log.end();
    }
}
