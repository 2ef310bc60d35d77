package io.metronome.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Reply;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnavailableTopicsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final UnavailableTopics closed = new UnavailableTopics(nanos::get);
    private final Reply instead = Samples.reply("results", "instead", null);
    private final Reply theirs = Samples.reply("theirs", "x", () -> instead);
    private final Reply briefer = Samples.reply("theirs", "less", null);
    private final Reply notice = Samples.reply("theirs", "a word", () -> briefer);
    private final Reply other = Samples.reply("results", "other", null);
    private final PartitionCheckpoint section = Samples.telling(3, 42, theirs, notice, other);

    @Test
    void areAvoidedForAWhile() {
        closed.add(Set.of("theirs"));
        assertThat(replies()).containsExactly(instead, other);
        nanos.set(SECONDS.toNanos(61));
        assertThat(replies()).containsExactly(theirs, notice, other);
    }

    @Test
    void leaveTheOthersAlone() {
        assertThat(replies()).containsExactly(theirs, notice, other);
        closed.add(Set.of("elsewhere"));
        assertThat(replies()).containsExactly(theirs, notice, other);
    }

    private List<Reply> replies() {
        return closed.avoided(List.of(section)).getFirst().replies();
    }
}
