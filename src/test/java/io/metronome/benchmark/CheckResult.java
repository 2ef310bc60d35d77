package io.metronome.benchmark;

import java.util.ArrayList;
import java.util.List;

/** The faults in the calls of a run, or in its replies: a sentence for each case. */
record CheckResult(List<String> lost, List<String> doubled, List<String> early, List<String> misdirected) {
    private static final int SHOWN = 3;

    /** For an engine that writes no replies. */
    static CheckResult none() {
        return new CheckResult(List.of(), List.of(), List.of(), List.of());
    }

    /** Checks replies: {@code replies[n]} is how many the command number {@code n} has. */
    static CheckResult ofReplies(int[] replies) {
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        for (int command = 0; command < replies.length; command++) {
            if (replies[command] == 0) {
                lost.add("command " + command + " has no reply");
            } else if (replies[command] > 1) {
                doubled.add("command " + command + " has " + replies[command] + " replies");
            }
        }
        return new CheckResult(lost, doubled, List.of(), List.of());
    }

    /** The faults that make the benchmark fail, with a few cases of each kind. Early calls count only against a paced engine. */
    List<String> failures(boolean isPaced) {
        List<String> all = new ArrayList<>();
        add(all, "lost", lost);
        add(all, "doubled", doubled);
        add(all, "misdirected", misdirected);
        if (isPaced) {
            add(all, "early", early);
        }
        return all;
    }

    private static void add(List<String> all, String kind, List<String> cases) {
        if (!cases.isEmpty()) {
            List<String> shown = cases.subList(0, Math.min(SHOWN, cases.size()));
            all.add(cases.size() + " " + kind + ": " + String.join("; ", shown));
        }
    }
}
