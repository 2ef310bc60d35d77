/**
 * The board: the page for people at {@code /}. It is rendered here, as HTML for a browser without JavaScript, and as the
 * tree of elements that the page's script puts in place of the old one. This package promises that text is text wherever
 * it came from, that a page is bounded, and that many readers cost little more than one.
 */
@NullMarked
package io.metronome.observe.board;

import org.jspecify.annotations.NullMarked;
