package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.MINUTES;

import io.metronome.command.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of a checkpoint what the broker refuses, so that no record holds up the others. A refused reply is written
 * in its next form, a refused command without its content. If a topic of metronome itself accepts nothing at all, the
 * checkpoint is kept whole and waits: nothing may be lost then. Used on the ledger's thread, except {@link #trouble}.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final long BETWEEN_LINES = MINUTES.toNanos(1);
    /* So many refusals in a row by one topic: one by one would take too long. */
    private static final int ONE_BY_ONE = 8;

    private final String ledgerTopic;
    private final Set<String> ownTopics;
    private final LedgerListener listener;
    private final LongSupplier nanos;
    private final UnavailableTopics unavailable;
    private final DoubtfulRecords doubtful = new DoubtfulRecords();
    private final Map<String, Integer> inARow = new LinkedHashMap<>();
    private final Map<String, Long> said = new LinkedHashMap<>();
    private List<PartitionCheckpoint> whole = List.of();
    private volatile @Nullable String trouble;

    /** @param nanos the monotonic clock */
    Refusals(String ledgerTopic, Set<String> ownTopics, LedgerListener listener, LongSupplier nanos) {
        this.ledgerTopic = ledgerTopic;
        this.ownTopics = ownTopics;
        this.listener = listener;
        this.nanos = nanos;
        this.unavailable = new UnavailableTopics(nanos);
    }

    /** The fault that stops every checkpoint, for people; null while they are accepted. Any thread. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** A checkpoint was committed. */
    void over() {
        inARow.clear();
        if (trouble != null) {
            trouble = null;
            listener.refusing(false);
            LOG.info("Checkpoints are accepted again");
        }
    }

    /** The checkpoints with the replies to unavailable topics in their next form. */
    List<PartitionCheckpoint> avoided(List<PartitionCheckpoint> sections) {
        return unavailable.avoided(sections);
    }

    /** A checkpoint is about to be tried for the first time. */
    void begin(List<PartitionCheckpoint> sections) {
        whole = sections;
        doubtful.clear();
    }

    /** Records that are sent alone, because they may have been refused for another's fault. */
    DoubtfulRecords doubtful() {
        return doubtful;
    }

    /**
     * The checkpoint without what was refused in this try; the same list if nothing was. The whole checkpoint again if
     * it was refused as such: then it was not the fault of what has been taken out.
     */
    List<PartitionCheckpoint> without(List<PartitionCheckpoint> sections, Transaction tried, RuntimeException failure) {
        tried.blame(failure);
        Transaction.Blocked blocked = tried.blocked();
        // A broker may refuse a whole batch for one of its records: then the commands are suspected first.
        if (blocked != null
                && ((tried.refusedCommands().isEmpty() && tried.refusedBlocks().isEmpty())
                        || !blocked.topic().equals(ledgerTopic))) {
            blocked(blocked);
            return List.copyOf(whole);
        }
        unavailable.add(tried.closed());
        Map<Reply, Exception> replies = provenReplies(tried);
        Map<Integer, Map<Long, String>> commands = provenCommands(tried);
        Map<Integer, Set<Long>> blocks = refusedBlocks(tried);
        if (replies.isEmpty() && commands.isEmpty() && blocks.isEmpty()) {
            return sections;
        }
        replies.forEach(this::tell);
        commands.forEach((partition, refused) -> refused.values().forEach(this::tell));
        Set<Reply> gone = new LinkedHashSet<>(replies.keySet());
        Set<String> everything = manyInARow(replies.keySet());
        List<PartitionCheckpoint> rest = new ArrayList<>();
        for (PartitionCheckpoint section : sections) {
            section.replies().stream()
                    .filter(reply -> everything.contains(reply.topic()))
                    .forEach(gone::add);
            rest.add(section.without(gone)
                    .split(blocks.getOrDefault(section.partition(), Set.of()))
                    .withoutContent(commands.getOrDefault(section.partition(), Map.of())));
        }
        return rest;
    }

    private Map<Reply, Exception> provenReplies(Transaction tried) {
        Map<Reply, Exception> proven = new LinkedHashMap<>();
        for (Transaction.RefusedReply one : tried.refused()) {
            String topic = one.reply().topic();
            if (tried.closed().contains(topic) || doubtful.isProven(one.reply(), topic, one.failure(), one.isEcho())) {
                proven.put(one.reply(), one.failure());
            }
        }
        return proven;
    }

    private Map<Integer, Map<Long, String>> provenCommands(Transaction tried) {
        Map<Integer, Map<Long, String>> proven = new LinkedHashMap<>();
        for (RefusedCommand one : tried.refusedCommands()) {
            if (doubtful.isProven(one.place(), ledgerTopic, one.failure(), one.isEcho())) {
                proven.computeIfAbsent(one.place().partition(), partition -> new LinkedHashMap<>())
                        .put(one.place().offset(), one.detail());
            }
        }
        return proven;
    }

    /* One command of a block may be at fault. In records of their own the others need not suffer for it. */
    private Map<Integer, Set<Long>> refusedBlocks(Transaction tried) {
        Map<Integer, Set<Long>> refused = new LinkedHashMap<>();
        for (RefusedBlock one : tried.refusedBlocks()) {
            refused.computeIfAbsent(one.partition(), partition -> new LinkedHashSet<>())
                    .add(one.number());
            if (isDue(ledgerTopic + " block")) {
                LOG.info("The commands of a block get records of their own: {}", one.detail());
            }
        }
        return refused;
    }

    private void blocked(Transaction.Blocked by) {
        inARow.clear();
        String advice = RefusalAdvice.of(by.topic(), by.failure());
        if (trouble == null) {
            listener.refusing(true);
        }
        trouble = "the topic " + by.topic() + " accepts no checkpoint (" + advice + ")";
        if (isDue(by.topic() + " blocked " + by.failure().getClass())) {
            LOG.error(
                    "The topic {} accepts no checkpoint: nothing is sent until it does, and nothing is lost ({})",
                    by.topic(),
                    advice);
        }
    }

    private void tell(Reply reply, Exception failure) {
        boolean isOwn = ownTopics.contains(reply.topic());
        listener.refused(isOwn ? LedgerListener.Target.OWN : LedgerListener.Target.REPLY);
        String advice = RefusalAdvice.of(reply.topic(), failure);
        if (reply.instead() == null && isOwn) {
            listener.replyLost();
            LOG.error("A reply is lost, since no topic accepts it: {} {}", reply.headersAsText(), advice);
        } else if (reply.instead() == null) {
            tellLeftOut(reply, advice);
        } else if (isDue(reply.topic() + " " + failure.getClass())) {
            LOG.warn(
                    "The topic {} refused a reply of about {} bytes. The reply is written in a shorter form or to"
                            + " another topic, and the rest of the checkpoint as it was ({})",
                    reply.topic(),
                    reply.bytes(),
                    advice);
        }
    }

    private void tellLeftOut(Reply reply, String advice) {
        if (isDue(reply.topic() + " left out")) {
            LOG.warn(
                    "The topic {} refused every form of the answer to a refused command. The answer is left out, and"
                            + " the dead letter is written ({})",
                    reply.topic(),
                    advice);
        }
    }

    private void tell(String detail) {
        listener.refused(LedgerListener.Target.LEDGER);
        if (isDue(ledgerTopic)) {
            LOG.error("A command ends as a dead letter: {}", detail);
        }
    }

    private Set<String> manyInARow(Set<Reply> refused) {
        Set<String> topics = new LinkedHashSet<>();
        refused.forEach(reply -> topics.add(reply.topic()));
        topics.forEach(topic -> inARow.merge(topic, 1, Integer::sum));
        topics.removeIf(topic -> inARow.getOrDefault(topic, 0) < ONE_BY_ONE);
        return topics;
    }

    private boolean isDue(String line) {
        long now = nanos.getAsLong();
        said.values().removeIf(at -> now - at >= BETWEEN_LINES);
        return said.putIfAbsent(line, now) == null;
    }
}
