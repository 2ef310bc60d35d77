/**
 * The whole of metronome on one machine: a real Kafka broker in this JVM, the API emulator, the worker, and a short
 * campaign that shows what they do together. It promises to leave nothing behind but {@code target/sandbox}. None of it
 * ships: the broker and its libraries stay on the test class path.
 */
@NullMarked
package io.metronome.sandbox;

import org.jspecify.annotations.NullMarked;
