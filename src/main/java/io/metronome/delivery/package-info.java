/**
 * One command to the API, once: a call goes out, an answer comes back as a value. It promises to tell accepted, refused,
 * worth another try and unknown apart, and never to put a token anywhere but on the wire. It never retries, never paces
 * and never decides what becomes of a command.
 */
@NullMarked
package io.metronome.delivery;

import org.jspecify.annotations.NullMarked;
