/**
 * The promises to the outside that stand in files: JSON Schemas, the AsyncAPI document, examples, the pages. Each is held
 * against the code, in both directions where that is possible.
 */
@NullMarked
package io.metronome.contract;

import org.jspecify.annotations.NullMarked;
