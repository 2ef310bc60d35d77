package io.metronome.app;

/** Where the process begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
