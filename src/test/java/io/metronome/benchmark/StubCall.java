package io.metronome.benchmark;

/**
 * A call as the API stub saw it. When exactly it arrived is not known, only that it was between two looks at the sockets.
 *
 * @param instance the id in the path
 * @param command the number in the body
 * @param earliest nanoseconds: at this look the call was not there
 * @param latest nanoseconds: at this look it was
 */
record StubCall(long instance, int command, long earliest, long latest) {}
