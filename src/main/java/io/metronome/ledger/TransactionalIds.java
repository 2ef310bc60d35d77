package io.metronome.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Transactional ids that tell whose they are: each names the group and the member that it writes for. A member's id is
 * never used again, so one that is in the group no more can neither own a partition nor commit anything.
 *
 * @param prefix what all ids of the group begin with: its name, so that an ACL with that prefix fits, and a hash of the
 *     name, so that a group whose name begins with ours is not taken for ours
 */
record TransactionalIds(String prefix) {

    static TransactionalIds ofGroup(String groupId) {
        return new TransactionalIds(groupId + "-" + Integer.toHexString(groupId.hashCode()) + "-");
    }

    /** The id of a member's n-th producer. */
    String of(String memberId, int number) {
        return prefix + memberId + "-" + number;
    }

    /** The member that an id was made for, or null when it is not one of ours. */
    @Nullable
    String member(String transactionalId) {
        int end = transactionalId.lastIndexOf('-');
        return transactionalId.startsWith(prefix) && end > prefix.length()
                ? transactionalId.substring(prefix.length(), end)
                : null;
    }
}
