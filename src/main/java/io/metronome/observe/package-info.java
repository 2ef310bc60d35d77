/**
 * Shows a running worker to people and machines: metrics, health, log lines, spans, and the HTTP server for them. This
 * package changes nothing, and nothing in it may delay a call or a stop.
 */
@NullMarked
package io.metronome.observe;

import org.jspecify.annotations.NullMarked;
