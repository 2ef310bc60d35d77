package io.metronome.guarantee;

/** What a command and its calls have in common. */
record Shape(String instance, String method, String body) {}
