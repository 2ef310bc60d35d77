/**
 * How a command's end is told: results and dead letters, as the records that leave with a checkpoint. It promises the
 * wire contract to the letter, the command's own bytes verbatim, and a shorter form for what a topic may refuse. Pure:
 * it writes nothing itself, and never decides how a command ended.
 */
@NullMarked
package io.metronome.reply;

import org.jspecify.annotations.NullMarked;
