package io.metronome.pacing;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many commands expire when. Moments are milliseconds since the epoch. */
public final class ExpiryCounts {
    /* Commands may each have a moment of their own. Then fewer are counted than there are. */
    private static final int MOST_MOMENTS = 1_000;

    private @Nullable TreeMap<Long, Integer> expiring;
    private int endless;

    /** One more. {@link Long#MAX_VALUE} for a command that does not expire. */
    public void add(long expiresAt) {
        if (expiresAt == Long.MAX_VALUE) {
            endless++;
            return;
        }
        if (expiring == null) {
            expiring = new TreeMap<>();
        }
        expiring.merge(expiresAt, 1, Integer::sum);
    }

    /** One less of those that were added with that moment. */
    public void remove(long expiresAt) {
        if (expiresAt == Long.MAX_VALUE) {
            endless--;
        } else if (expiring != null) {
            expiring.computeIfPresent(expiresAt, (moment, count) -> count == 1 ? null : count - 1);
        }
    }

    /** How many expire at that moment or later: so many at least, and not counted beyond {@code most}. */
    public int from(long expiresAt, int most) {
        int count = Math.min(endless, most);
        if (expiring == null || count >= most) {
            return count;
        }
        int moments = 0;
        for (Map.Entry<Long, Integer> one : expiring.tailMap(expiresAt, true).entrySet()) {
            count += one.getValue();
            if (count >= most || ++moments == MOST_MOMENTS) {
                break;
            }
        }
        return Math.min(count, most);
    }
}
