package io.metronome.ledger;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Shares the memory for restores among those that read. Nobody else knows what they hold, until the partition is taken in.
 * The one that began to read first goes on when only restores take room that wait: otherwise all of them would wait for
 * ever. Any thread.
 */
final class RestoreRoom {
    /* In the order in which they began to read. */
    private final Set<Share> shares = new LinkedHashSet<>();

    /** A restore waits for its reader. */
    Share share(RestoreMemory memory) {
        return new Share(memory);
    }

    private synchronized boolean isEnough(Share asking, long bytes) {
        if (asking.isGone) {
            return true;
        }
        asking.bytes = bytes;
        shares.add(asking);
        long all = shares.stream().mapToLong(share -> share.bytes).sum();
        boolean isAnyRead = shares.stream().anyMatch(share -> share.isRead);
        boolean mustGoOn = !isAnyRead && shares.iterator().next() == asking;
        return asking.memory.hasRoomFor(all, mustGoOn);
    }

    private synchronized void read(Share share, long bytes) {
        share.isRead = true;
        share.bytes = bytes;
    }

    private synchronized void remove(Share share) {
        share.isGone = true;
        shares.remove(share);
    }

    /** The part of one restore. */
    final class Share {
        private final RestoreMemory memory;
        private long bytes;
        private boolean isRead;
        private boolean isGone;

        private Share(RestoreMemory memory) {
            this.memory = memory;
        }

        /** Whether this restore may go on with its reading, and hold so many bytes of heap now. */
        boolean isEnoughFor(long heldBytes) {
            return isEnough(this, heldBytes);
        }

        /** Everything is read, and costs so many bytes of heap until it is taken in. */
        void isRead(long heldBytes) {
            read(this, heldBytes);
        }

        /** It was taken in, so that others know of it, or nobody waits for it any more. */
        void gone() {
            remove(this);
        }
    }
}
