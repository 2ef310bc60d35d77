package io.metronome.dispatch.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuestionLimitTest {
    private static final long QUICK = Duration.ofMillis(100).toNanos();
    private static final long SLOW = Duration.ofMillis(300).toNanos();

    private final QuestionLimit limit = new QuestionLimit();

    @Test
    void beginsWithAFew() {
        assertThat(begin()).isEqualTo(QuestionLimit.LEAST);
    }

    @Test
    void takesOneMoreWithEachQuickAnswerUpToABound() {
        begin();
        limit.ended(QUICK);
        assertThat(begin()).as("the place that is free, and one more").isEqualTo(2);
        for (int i = 0; i < QuestionLimit.MOST; i++) {
            limit.ended(QUICK);
            limit.begun();
        }
        begin();
        for (int i = 0; i < QuestionLimit.MOST; i++) {
            limit.ended(QUICK);
        }
        assertThat(begin()).isEqualTo(QuestionLimit.MOST);
    }

    @Test
    void takesFewAgainWithASlowAnswer() {
        begin();
        for (int i = 0; i < QuestionLimit.LEAST; i++) {
            limit.ended(QUICK);
        }
        limit.begun();
        limit.ended(SLOW);
        assertThat(begin()).isEqualTo(QuestionLimit.LEAST);
    }

    /* How many more could begin. */
    private int begin() {
        int begun = 0;
        while (limit.hasRoom()) {
            limit.begun();
            begun++;
        }
        return begun;
    }
}
