package io.metronome.simulation.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.metronome.simulation.time.SimulatedTime;
import io.metronome.simulation.time.Story.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The group's coordinator, classic protocol with cooperative assignments: it checks the generation of a commit and not
 * its partitions, takes one of generation -1 from any client, and evicts members that are silent for a session.
 */
public final class GroupCoordinator {
    public static final String ID = "metronome";
    private static final long SESSION = SECONDS.toNanos(10);
    private static final long LOOK_EVERY = MILLISECONDS.toNanos(500);
    private static final long REBALANCE_TIMEOUT = SECONDS.toNanos(60);

    /** The membership that a member gets when all members have joined. */
    record Joined(String member, int generation, Set<Integer> partitions) {}

    private static final class Member {
        private final String id;
        private long heardAt;
        private Set<Integer> claims = Set.of();
        private @Nullable Consumer<@Nullable Joined> joining;

        private Member(String id, long heardAt) {
            this.id = id;
            this.heardAt = heardAt;
        }
    }

    private final SimulatedBroker broker;
    private final SimulatedTime time;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
    private final List<SimulatedTransaction> undecided = new ArrayList<>();
    private int partitions;
    private int generation;
    private int memberNumber;
    private boolean rebalancing;
    private long rebalanceBegunAt;

    GroupCoordinator(SimulatedBroker broker, SimulatedTime time, int partitions) {
        this.broker = broker;
        this.time = time;
        this.partitions = partitions;
        time.in(LOOK_EVERY, this::look);
    }

    public int partitions() {
        return partitions;
    }

    /** The commands topic has more partitions from now on. */
    public void grow(int count) {
        partitions = count;
        rebalance();
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    /** Joins a member, or joins it again; {@code joined} gets its membership, or null when it is a member no more. */
    void join(String known, Set<Integer> claims, Consumer<@Nullable Joined> joined) {
        if (!known.isEmpty() && !has(known)) {
            joined.accept(null);
            return;
        }
        String id = known.isEmpty() ? "member-" + ++memberNumber : known;
        Member member = members.computeIfAbsent(id, name -> new Member(name, time.now()));
        member.heardAt = time.now();
        member.claims = new TreeSet<>(claims);
        member.joining = joined;
        if (!rebalancing) {
            rebalance();
        }
        completeIfAllAreHere();
    }

    /** A heartbeat: null when the member is unknown, else whether the generation is current and no rebalance runs. */
    @Nullable
    Boolean heartbeat(String id, int ofGeneration) {
        Member member = members.get(id);
        if (member == null) {
            return null;
        }
        member.heardAt = time.now();
        return !rebalancing && ofGeneration == generation;
    }

    /** Removes a member that leaves or is made to leave; no session has to run out. */
    public void remove(String id) {
        Member removed = members.remove(id);
        if (removed != null) {
            time.tell(Kind.ASSIGNED, id + " is no member any more");
            if (removed.joining != null) {
                removed.joining.accept(null);
            }
            rebalance();
            completeIfAllAreHere();
        }
    }

    List<String> members() {
        return List.copyOf(members.keySet());
    }

    /** Checks a transactional commit as Kafka does: member and generation, where the commit names any. */
    void check(ConsumerGroupMetadata metadata) {
        boolean anonymous = metadata.generationId() < 0 && metadata.memberId().isEmpty();
        if (!anonymous && (!has(metadata.memberId()) || metadata.generationId() != generation)) {
            throw new CommitFailedException("not of this generation");
        }
    }

    void pending(SimulatedTransaction transaction) {
        if (!undecided.contains(transaction)) {
            undecided.add(transaction);
        }
    }

    /** The markers of a transaction have come: its offsets are visible, or gone. */
    void decided(SimulatedTransaction transaction) {
        transaction.markOffsets();
        undecided.remove(transaction);
        if (transaction.isCommitted()) {
            offsets.putAll(transaction.offsets());
        }
    }

    boolean isStable(TopicPartition partition) {
        return undecided.stream().noneMatch(one -> one.offsets().containsKey(partition));
    }

    /** The committed offset that clients are told now; null when there is none. */
    @Nullable
    public OffsetAndMetadata committed(TopicPartition partition) {
        return offsets.get(partition);
    }

    /** All committed offsets, as they are now. */
    public Map<TopicPartition, OffsetAndMetadata> offsets() {
        return new LinkedHashMap<>(offsets);
    }

    /** An operator puts offsets back. */
    public void putBack(Map<TopicPartition, OffsetAndMetadata> former) {
        offsets.putAll(former);
    }

    /** The group was empty for longer than its offsets are kept. */
    public void forgetOffsets() {
        offsets.clear();
    }

    /** The coordinator was away: every member gets a new session. */
    void refreshSessions() {
        members.values().forEach(member -> member.heardAt = time.now());
    }

    private void look() {
        if (broker.isUp()) {
            boolean late = rebalancing && time.now() - rebalanceBegunAt > REBALANCE_TIMEOUT;
            for (Member member : List.copyOf(members.values())) {
                boolean silent = member.joining == null && time.now() - member.heardAt > SESSION;
                if (silent || (late && member.joining == null)) {
                    remove(member.id);
                }
            }
        }
        time.in(LOOK_EVERY, this::look);
    }

    private void rebalance() {
        if (!rebalancing) {
            rebalancing = true;
            rebalanceBegunAt = time.now();
        }
    }

    private void completeIfAllAreHere() {
        if (!rebalancing || members.isEmpty() || members.values().stream().anyMatch(one -> one.joining == null)) {
            return;
        }
        rebalancing = false;
        generation++;
        Map<String, Set<Integer>> assigned = assign();
        time.tell(Kind.ASSIGNED, "generation " + generation + ": " + assigned);
        for (Member member : List.copyOf(members.values())) {
            Consumer<@Nullable Joined> told = member.joining;
            member.joining = null;
            member.heardAt = time.now();
            Joined joined = new Joined(member.id, generation, assigned.getOrDefault(member.id, Set.of()));
            if (told != null) {
                told.accept(joined);
            }
        }
    }

    /* Sticky and cooperative: a partition that a member has to give up goes to another only when it has given it up. */
    private Map<String, Set<Integer>> assign() {
        Map<String, Set<Integer>> wanted = new LinkedHashMap<>();
        int most = (partitions + members.size() - 1) / members.size();
        Set<Integer> claimed = new TreeSet<>();
        Set<Integer> free = new TreeSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            free.add(partition);
        }
        for (Member member : members.values()) {
            Set<Integer> keeps = new TreeSet<>();
            for (int partition : new TreeSet<>(member.claims)) {
                if (keeps.size() < most && free.remove(partition)) {
                    keeps.add(partition);
                }
                claimed.add(partition);
            }
            wanted.put(member.id, keeps);
        }
        free.removeAll(claimed);
        for (int partition : free) {
            wanted.values().stream()
                    .min(java.util.Comparator.comparingInt(Set::size))
                    .ifPresent(least -> least.add(partition));
        }
        return wanted;
    }
}
