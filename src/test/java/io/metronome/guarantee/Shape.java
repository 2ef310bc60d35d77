package io.metronome.guarantee;

/** The values that a command and its calls have in common. */
record Shape(String instance, String method, String body) {}
