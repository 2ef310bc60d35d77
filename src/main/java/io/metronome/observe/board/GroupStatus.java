package io.metronome.observe.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a group does, in one sentence, and what else people should know.
 *
 * @param section the section of the runbook that helps; null where none is needed
 */
record GroupStatus(
        StatusLevel level, String sentence, @Nullable String section, List<StatusNotice> notices) {

    /** How bad it is. */
    enum StatusLevel {
        GOOD("good", "✓", "fine"),
        WARN("warn", "!", "look at it"),
        BAD("bad", "✕", "act now");

        private final String label;
        private final String icon;
        private final String word;

        StatusLevel(String label, String icon, String word) {
            this.label = label;
            this.icon = icon;
            this.word = word;
        }

        String label() {
            return label;
        }

        String icon() {
            return icon;
        }

        String word() {
            return word;
        }
    }

    /**
     * One more thing to know.
     *
     * @param section the section of the runbook that helps; null where none is needed
     */
    record StatusNotice(String text, @Nullable String section) {}
}
