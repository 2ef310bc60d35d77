/**
 * The rules of the house, as tests: which package may know which, where each library may be used, which calls are banned, and
 * how files look. A rule that is in the way is discussed here, not worked around elsewhere.
 */
@NullMarked
package io.metronome.house;

import org.jspecify.annotations.NullMarked;
