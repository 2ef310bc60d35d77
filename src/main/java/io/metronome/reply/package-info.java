/**
 * Makes the replies that tell how a command ended: results and dead letters, which are written with a checkpoint. This
 * package promises the exact wire contract, the command's own bytes unchanged, and a shorter form of each reply that a
 * topic may refuse. It is pure: it writes nothing itself, and never decides how a command ended.
 */
@NullMarked
package io.metronome.reply;

import org.jspecify.annotations.NullMarked;
