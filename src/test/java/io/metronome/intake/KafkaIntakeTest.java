package io.metronome.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.metronome.command.CommandRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class KafkaIntakeTest implements IntakeListener {
    private static final TopicPartition ZERO = new TopicPartition("commands", 0);
    private static final TopicPartition ONE = new TopicPartition("commands", 1);

    private volatile @Nullable TopicPartition damaged;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none") {
        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration patience) {
            if (damaged != null && assignment().contains(damaged) && !paused().contains(damaged)) {
                throw new KafkaException("Record batch for partition " + damaged + " at offset 7 is invalid");
            }
            return super.poll(patience);
        }
    };
    private final List<Map<Integer, Long>> assigned = new CopyOnWriteArrayList<>();
    private final List<Map<Integer, Long>> revoked = new CopyOnWriteArrayList<>();
    private final List<CommandRecord> read = new CopyOnWriteArrayList<>();
    private final List<Long> lost = new CopyOnWriteArrayList<>();
    private final List<Map<Integer, Long>> standing = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> handedOver = new CompletableFuture<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Map<Integer, String> stopped = new ConcurrentHashMap<>();
    private volatile boolean room = true;
    private final KafkaIntake intake = new KafkaIntake(
            consumer,
            "commands",
            this,
            (member, owned) -> standing.add(owned),
            Duration.ofSeconds(30),
            VirtualTimeScheduler.create());
    private final Thread poll = Thread.ofVirtual().unstarted(intake);

    @BeforeEach
    void start() {
        consumer.updateBeginningOffsets(Map.of(ZERO, 5L, ONE, 0L));
        consumer.updateEndOffsets(Map.of(ZERO, 100L, ONE, 100L));
        poll.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        poll.start();
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(ZERO, ONE)));
        await().until(() -> !assigned.isEmpty());
    }

    @AfterEach
    void stop() throws InterruptedException {
        handedOver.complete(null);
        intake.stop();
        assertThat(poll.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void anAssignedPartitionStandsPausedUntilItBegins() {
        assertThat(assigned.getFirst()).containsOnlyKeys(0, 1);
        await().until(() -> consumer.paused().containsAll(List.of(ZERO, ONE)));
        intake.begin(1, number(1), 7);
        await().until(() -> !consumer.paused().contains(ONE));
        assertThat(consumer.paused()).containsExactly(ZERO);
        add(ONE, 7);
        await().until(() -> read.size() == 1);
        assertThat(read.getFirst().offset()).isEqualTo(7);
    }

    @Test
    void aLateBeginOfAFormerOwnershipIsIgnored() {
        intake.begin(1, number(1) + 1, 7);
        intake.begin(0, number(0), 7);
        await().until(() -> !consumer.paused().contains(ZERO));
        assertThat(consumer.paused()).containsExactly(ONE);
    }

    @Test
    void aHeldPartitionPausesAndTheOthersReadOn() {
        intake.begin(0, number(0), 7);
        intake.begin(1, number(1), 7);
        intake.pause(0, number(0), true);
        await().until(() -> consumer.paused().equals(Set.of(ZERO)));
        intake.pause(0, number(0), false);
        await().until(() -> consumer.paused().isEmpty());
    }

    @Test
    void readsNothingWhereNobodyHasRoom() {
        intake.begin(1, number(1), 7);
        room = false;
        await().until(() -> consumer.paused().containsAll(List.of(ZERO, ONE)));
        room = true;
        await().until(() -> !consumer.paused().contains(ONE));
    }

    @Test
    void givesBackOnlyAfterEverythingIsDecided() {
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(ZERO)));
        await().until(() -> !revoked.isEmpty());
        assertThat(revoked.getFirst()).containsKey(1);
        assertThat(standing.getLast()).containsKey(1);
        handedOver.complete(null);
        await().until(() -> !standing.getLast().containsKey(1));
    }

    @Test
    void handsEverythingOverBeforeItLeaves() {
        intake.stop();
        await().until(() -> !revoked.isEmpty());
        assertThat(revoked.getFirst()).containsOnlyKeys(0, 1);
        assertThat(consumer.closed()).isFalse();
        handedOver.complete(null);
        await().until(consumer::closed);
        assertThat(standing.getLast()).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void aPositionThatRetentionOvertookGoesOnAtTheEarliestAndTellsHowManyAreGone() {
        intake.begin(0, number(0), 2);
        await().until(() -> !consumer.paused().contains(ZERO));
        consumer.schedulePollTask(() -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 2L))));
        await().until(() -> !lost.isEmpty());
        assertThat(lost).containsExactly(0L, 3L);
        add(ZERO, 5);
        await().until(() -> read.size() == 1);
    }

    @Test
    void aPartitionWhoseDataCannotBeReadStopsAloneAndTheOthersReadOn() {
        damaged = ZERO;
        intake.begin(0, number(0), 7);
        intake.begin(1, number(1), 7);
        await().until(() -> stopped.containsKey(0));
        assertThat(stopped.get(0)).contains("offset 7", "is invalid", "kafka-delete-records.sh", "restart the worker");
        add(ONE, 7);
        await().until(() -> read.size() == 1);
        assertThat(consumer.paused()).containsExactly(ZERO);
        assertThat(stopped).containsOnlyKeys(0);
        assertThat(failures).isEmpty();
    }

    @Test
    void aFailureOfTheWholeTopicStopsNoPartition() {
        intake.begin(0, number(0), 7);
        consumer.schedulePollTask(() -> consumer.setPollException(new TopicAuthorizationException(Set.of("commands"))));
        add(ZERO, 7);
        await().until(() -> read.size() == 1);
        assertThat(stopped).isEmpty();
    }

    @Test
    void aTopicThatWasReCreatedIsNotReadAnyMore() {
        intake.begin(0, number(0), 7);
        intake.begin(1, number(1), 7);
        await().until(() -> consumer.paused().isEmpty());
        intake.stopReading("the topic was re-created");
        await().until(() -> consumer.paused().containsAll(List.of(ZERO, ONE)));
        assertThat(stopped).containsOnlyKeys(0, 1).containsValue("the topic was re-created");
    }

    @Test
    void aPartitionThatEndsBeforeWhatWasReadIsNotReadAnyMore() {
        intake.begin(0, number(0), 90);
        await().until(() -> !consumer.paused().contains(ZERO));
        consumer.schedulePollTask(() -> consumer.setPollException(new OffsetOutOfRangeException(Map.of(ZERO, 90L))));
        await().until(() -> stopped.containsKey(0));
        assertThat(stopped.get(0)).contains("re-created", "MetronomePartitionNotServed");
    }

    @Test
    void aRoundIsNoticed() {
        assertThat(intake.joined()).isTrue();
        assertThat(intake.lastRoundNanos()).isLessThanOrEqualTo(SECONDS.toNanos(1));
    }

    private long number(int partition) {
        return assigned.getFirst().getOrDefault(partition, 0L);
    }

    private void add(TopicPartition partition, long offset) {
        consumer.schedulePollTask(() -> consumer.addRecord(
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, "{}".getBytes(UTF_8))));
    }

    @Override
    public void assigned(Map<Integer, Long> ownerships) {
        assigned.add(ownerships);
    }

    @Override
    public CompletionStage<?> revoked(Map<Integer, Long> ownerships) {
        revoked.add(ownerships);
        return handedOver;
    }

    @Override
    public void lost(Map<Integer, Long> ownerships) {
        assigned.clear();
    }

    @Override
    public void polled(List<Batch> batches) {
        List<CommandRecord> commandRecords = new ArrayList<>();
        batches.forEach(batch -> commandRecords.addAll(batch.commandRecords()));
        read.addAll(commandRecords);
    }

    @Override
    public boolean hasRoom() {
        return room;
    }

    @Override
    public void skipped(int partition, long ownership, long from, long to) {
        lost.add((long) partition);
        lost.add(to - from);
    }

    @Override
    public void stopped(int partition, long ownership, String why) {
        stopped.put(partition, why);
    }
}
