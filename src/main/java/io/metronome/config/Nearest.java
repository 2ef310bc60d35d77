package io.metronome.config;

import java.util.Collection;

/** Finds the allowed word that is nearest to a misspelt one. */
final class Nearest {
    private Nearest() {}

    /**
     * The candidate that takes the fewest changes of letters. A candidate with the same last part counts as very near,
     * because the key may stand in the wrong section.
     *
     * @param candidates at least one
     */
    static String to(String written, Collection<String> candidates) {
        String best = candidates.iterator().next();
        for (String candidate : candidates) {
            if (far(written, candidate) < far(written, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static int far(String written, String candidate) {
        int changes = changes(written, candidate);
        return last(written).equals(last(candidate)) ? Math.min(changes, 1) : changes;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance, row by row. */
    static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int swap = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
