package io.metronome.benchmark.engine;

import io.metronome.pacing.Agenda;
import io.metronome.pacing.Lane;
import io.metronome.pacing.Pace;
import io.metronome.pacing.Timeline;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The queues that every command passes: its instance's lane, the timeline of all lanes, the agenda of moments. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacingBenchmark {
    private static final int DELAY_MILLIS = 500;
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS);

    /** How many lanes, or commands on the agenda, there are beside the one that moves. */
    @Param({"1000", "100000"})
    public int size;

    private final Timeline<Lane<WaitingEntry>> timeline = new Timeline<>();
    private final Agenda<WaitingEntry> agenda = new Agenda<>(WaitingEntry::offset);
    private final Lane<WaitingEntry> lane = new Lane<>("1101000001");
    private final WaitingEntry entry = new WaitingEntry(0);
    private long now;

    /** Fills the timeline and the agenda. */
    @Setup
    public void fill() {
        lane.pace().know(DELAY_MILLIS);
        for (int n = 0; n < size; n++) {
            Lane<WaitingEntry> other = new Lane<>(Integer.toString(n));
            other.pace().know(DELAY_MILLIS);
            other.add(new WaitingEntry(n), 0);
            timeline.place(other, DELAY_NANOS * n / size, Pace.FAR);
            agenda.add(new WaitingEntry(n), n);
        }
    }

    /** One command through its lane: added, its turn, called, ended. */
    @Benchmark
    public WaitingEntry lane() {
        now += DELAY_NANOS;
        lane.add(entry, now);
        WaitingEntry next = Objects.requireNonNull(lane.next(now));
        lane.callStarted(next);
        lane.written(next, now);
        lane.callEnded(now);
        return next;
    }

    /** The lane that is due comes forward, and is placed again behind all others. */
    @Benchmark
    public Lane<WaitingEntry> timeline() {
        now = timeline.alarm();
        timeline.advance(now);
        Lane<WaitingEntry> due = timeline.first();
        timeline.place(due, now + DELAY_NANOS, Pace.FAR);
        return due;
    }

    /** The earliest command leaves the agenda, and another one is added at the end. */
    @Benchmark
    public WaitingEntry agenda() {
        long moment = agenda.nextMillis();
        WaitingEntry first = Objects.requireNonNull(agenda.poll(moment));
        agenda.add(first, moment + size);
        return first;
    }
}
