package io.metronome.app;

import io.metronome.delivery.HoldReason;
import io.metronome.observe.WaitWords;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why nothing is sent for an instance, in words for people; its fields are those of the admin API. */
final class InstanceWords {
    private InstanceWords() {}

    /** The meaning of what an instance is held by, the API's own word, and until when. */
    static String held(Map<?, ?> held) {
        String by = String.valueOf(held.get("by"));
        boolean isPause = by.equals("operator");
        String what = isPause ? "paused by an operator" : HoldReason.of(by).meaning() + " (" + by + ")";
        Object detail = held.get("detail");
        boolean isNews = detail != null && !detail.equals("its state is " + by);
        Object until = held.get("until");
        return what
                + (isNews ? ": " + detail : "")
                + (until == null ? "" : (isPause ? ", until " : ", next try ") + until);
    }

    /** Whether it waits for an API host or for Kafka, so that nobody can know for how long. */
    static boolean isStopped(@Nullable Object reason) {
        return WaitWords.isStopped(reason == null ? null : reason.toString());
    }

    /** The reason why the next command waits, where that is worth a word; otherwise empty. */
    static String waitsFor(@Nullable Object reason) {
        return Objects.requireNonNullElse(WaitWords.of(reason == null ? null : reason.toString()), "");
    }
}
