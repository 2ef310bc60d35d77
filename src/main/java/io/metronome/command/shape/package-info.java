/**
 * Shapes of JSON values, and a streaming reader that checks a document against them. The reader builds no tree, so
 * that a good document costs little. This package knows JSON, and nothing of the rest of the project.
 */
@NullMarked
package io.metronome.command.shape;

import org.jspecify.annotations.NullMarked;
