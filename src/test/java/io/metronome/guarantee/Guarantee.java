package io.metronome.guarantee;

import java.util.List;

/**
 * One promise, watched over a run. It hears everything that could be seen from outside, in any order between the three
 * kinds, and is asked at the end. Not safe for several threads at once; {@link AllGuarantees} is.
 */
public interface Guarantee {

    /** A producer put a command on the commands topic. */
    default void produced(Produced command) {}

    /** A call arrived at the API. */
    default void called(CallSeen call) {}

    /** A reply was read back by a read_committed consumer. */
    default void replied(ReplySeen reply) {}

    /** Every breach, each one sentence that names the commands; empty when the promise held. */
    List<String> broken();
}
