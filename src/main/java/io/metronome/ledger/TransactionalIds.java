package io.metronome.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Transactional ids that name their owner: the group, and the member that writes. A member id is never used again, so a
 * member that has left the group can neither own a partition nor commit anything.
 *
 * @param prefix the beginning of all ids of the group: its name, so that an ACL with that prefix fits, and a hash of
 *     the name, so that a group whose name begins with ours is not taken for ours
 */
record TransactionalIds(String prefix) {

    static TransactionalIds ofGroup(String groupId) {
        return new TransactionalIds(groupId + "-" + Integer.toHexString(groupId.hashCode()) + "-");
    }

    /** The id of a member's n-th producer. */
    String of(String memberId, int number) {
        return prefix + memberId + "-" + number;
    }

    /** The member that an id was made for, or null when the id is not one of this group. */
    @Nullable
    String member(String transactionalId) {
        int end = transactionalId.lastIndexOf('-');
        return transactionalId.startsWith(prefix) && end > prefix.length()
                ? transactionalId.substring(prefix.length(), end)
                : null;
    }
}
