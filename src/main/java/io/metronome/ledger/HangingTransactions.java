package io.metronome.ledger;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out when a worker died in the middle of a transaction: its transactional id is fenced, which aborts all of
 * the transaction, if and only if its member has left the group and so owns nothing any more. A live worker is never
 * fenced. {@code abortTransaction} is never used: behind the coordinator's back it aborts one partition of a
 * transaction that its owner can still commit, which tears a checkpoint apart. Used on the restore thread.
 */
final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private final Admin admin;
    private final String groupId;

    HangingTransactions(Admin admin, String groupId) {
        this.admin = admin;
        this.groupId = groupId;
    }

    /** Fences the writer of that header if it has left the group. Otherwise there is nothing to do but to wait. */
    void fence(@Nullable Header last) {
        if (last == null) {
            return;
        }
        try {
            if (hasLeft(last.memberId())) {
                LOG.info("Ending the open transaction of {}, which has left the group", last.transactionalId());
                admin.fenceProducers(List.of(last.transactionalId())).all().get();
            }
        } catch (ExecutionException e) {
            LOG.warn(
                    "Could not end the open transaction of {}; waiting for its time-out",
                    last.transactionalId(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasLeft(String memberId) throws ExecutionException, InterruptedException {
        for (ConsumerGroupDescription group :
                admin.describeConsumerGroups(List.of(groupId)).all().get().values()) {
            for (MemberDescription member : group.members()) {
                if (member.consumerId().equals(memberId)) {
                    return false;
                }
            }
        }
        return true;
    }
}
