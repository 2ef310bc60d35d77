package io.metronome.worker;

/**
 * A record that must end as a dead letter, and what that one must say.
 *
 * @param detail a part of what stands in {@code metronome-detail}
 */
record InvalidInput(TestCommand post, String reason, String detail) {

    @Override
    public String toString() {
        return post.method() + " " + post.body() + ": " + reason + " " + detail;
    }
}
