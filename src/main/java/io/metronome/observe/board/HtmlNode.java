package io.metronome.observe.board;

/** A part of a page: an element or a text. */
sealed interface HtmlNode permits HtmlElement, TextNode {}
