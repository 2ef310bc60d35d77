package io.metronome.ledger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a transaction that a dead worker left open. Fences its transactional id, which aborts the whole transaction, if
 * and only if its member has left the group and so owns nothing more. A live worker is never fenced. The id itself
 * names the member: the writer that the ledger names may have died long before. {@code Admin.abortTransaction} is never
 * used: the coordinator does not learn of it, and it aborts one partition of a transaction that its owner can still
 * commit, which tears a checkpoint apart. Used on the restore thread.
 */
final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private final Admin admin;
    private final String groupId;
    private final TransactionalIds ids;

    HangingTransactions(Admin admin, String groupId) {
        this.admin = admin;
        this.groupId = groupId;
        this.ids = TransactionalIds.ofGroup(groupId);
    }

    /** Ends the open transactions of members that have left the group. For all others the restore can only wait. */
    void fence() {
        try {
            // In this order: a member that is gone after its transaction was seen open has left, or was removed.
            List<String> open = open();
            Set<String> members = open.isEmpty() ? Set.of() : members();
            List<String> left = open.stream()
                    .filter(id -> !members.contains(ids.member(id)))
                    .toList();
            if (!left.isEmpty()) {
                LOG.info("Ending the open transactions of {}, whose members have left the group", left);
                admin.fenceProducers(left).all().get();
            }
        } catch (ExecutionException e) {
            LOG.warn("Could not end a former owner's open transaction; waiting for its time-out", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> open() throws ExecutionException, InterruptedException {
        var options = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        return admin.listTransactions(options).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> ids.member(id) != null)
                .toList();
    }

    private Set<String> members() throws ExecutionException, InterruptedException {
        Set<String> members = new LinkedHashSet<>();
        for (ConsumerGroupDescription group :
                admin.describeConsumerGroups(List.of(groupId)).all().get().values()) {
            group.members().forEach(member -> members.add(member.consumerId()));
        }
        return members;
    }
}
