package io.metronome.dispatch.view;

/** The commands that wait in a queue, by priority: without the one in flight and those whose notBefore lies ahead. */
public record Backlog(int high, int normal, int bulk) {
    /** No command waits. */
    public static final Backlog NONE = new Backlog(0, 0, 0);

    public int total() {
        return high + normal + bulk;
    }
}
