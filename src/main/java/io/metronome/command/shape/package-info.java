/**
 * A small language that says what a JSON object must look like, and a reader that holds one against it. It streams: no
 * tree is built, and a good document costs next to nothing. It knows JSON, and nothing of the rest of the project.
 */
@NullMarked
package io.metronome.command.shape;

import org.jspecify.annotations.NullMarked;
