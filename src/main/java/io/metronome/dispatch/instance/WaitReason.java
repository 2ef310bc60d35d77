package io.metronome.dispatch.instance;

import io.metronome.delivery.HoldReason;
import io.metronome.pacing.Pace;

/**
 * Why a command is not called now. A value. Moments are monotonic nanoseconds, except where a name says milliseconds:
 * those are of the calendar. {@link WaitReasons} decides, and nothing else does.
 */
public sealed interface WaitReason {
    /**
     * The moment at which the reason may be over; {@link Pace#NEVER} when it may be over at any time,
     * {@link Pace#FAR} when time alone does not end it.
     */
    default long until() {
        return Pace.FAR;
    }

    /** The step that a turn takes for the first command of a lane that has this reason. */
    enum Step {
        /** The call starts. */
        CALL,
        /** The call is announced; the lane keeps its room and goes when the announcement is saved. */
        ANNOUNCE,
        /** The lane waits at its host for room. */
        PARK,
        /** There are no credentials: the command ends, or waits for them. */
        GIVE_UP,
        /** Something else has to happen first. */
        WAIT
    }

    /** The step that a turn takes for it. */
    default Step step() {
        return Step.WAIT;
    }

    /** Whether nothing is in the way. */
    default boolean isReady() {
        return step() == Step.CALL;
    }

    /** Nothing is in the way: the command goes now. */
    record Ready() implements WaitReason {
        @Override
        public long until() {
            return Pace.NEVER;
        }

        @Override
        public Step step() {
            return Step.CALL;
        }
    }

    /** The producer's {@code notBefore} lies ahead. */
    record NotBefore(long untilMillis) implements WaitReason {}

    /** A call of it failed, and is tried again then. */
    record Retry(long until, int attempts) implements WaitReason {}

    /** The gap behind the instance's last call has not passed. */
    record Paced(long until) implements WaitReason {}

    /** It is outside of the instance's hours, which begin then. */
    record OutOfHours(long until) implements WaitReason {}

    /** As many calls of the instance count today as its cap allows. The next day, or its hours, begin then. */
    record CapReached(long until) implements WaitReason {}

    /** The API's limit of requests per second, for this instance and method. */
    record MethodLimit(long until) implements WaitReason {}

    /** The instance's delay has to be read before its second call. */
    record DelayUnknown() implements WaitReason {}

    /** Other commands of its instance come first, so many of them. */
    record BehindOthers(int ahead) implements WaitReason {}

    /** The instance cannot send: what the API said, and when one command is tried. */
    record Held(HoldReason reason, String detail, long until) implements WaitReason {}

    /** An operator has paused the instance, for that reason. {@link Long#MAX_VALUE} for a pause without an end. */
    record Paused(long untilMillis, String reason) implements WaitReason {}

    /** An operator wants it to end. Many end a few at a time. */
    record Cancelling() implements WaitReason {}

    /** The state of the instance is asked for, to tell a refusal of the method from one of the instance. */
    record StateAsked(String detail) implements WaitReason {}

    /** Nearly all of the last calls to the host failed; sending to it pauses until then. */
    record HostPaused(long until) implements WaitReason {
        @Override
        public Step step() {
            return Step.PARK;
        }
    }

    /** The pause of the host is over, and as many calls as allowed are in flight to show whether it works again. */
    record HostProbed() implements WaitReason {
        @Override
        public Step step() {
            return Step.PARK;
        }
    }

    /** The host has as many calls in flight as its share allows. */
    record HostFull() implements WaitReason {
        @Override
        public Step step() {
            return Step.PARK;
        }
    }

    /** {@code delivery.max-in-flight} calls are in flight. */
    record NoCapacity() implements WaitReason {
        @Override
        public Step step() {
            return Step.PARK;
        }
    }

    /** No checkpoint has proved for a while that the partition is this worker's. */
    record NoLease() implements WaitReason {}

    /**
     * The running checkpoint is older than {@code delivery.max-unsaved}; or, soon after a start, as many calls are in no
     * checkpoint as may be repeated after a kill.
     */
    record Unsaved() implements WaitReason {}

    /** The ledger has to know of the call before it starts. */
    record Announcing() implements WaitReason {
        @Override
        public Step step() {
            return Step.ANNOUNCE;
        }
    }

    /** The partition is being restored, or handed over. */
    record Restoring() implements WaitReason {}

    /** The former owner of the partition may still call until then. */
    record TakeoverWait(long until) implements WaitReason {}

    /** The instances file has lost the instance: its commands wait for it until then. */
    record InstanceMissing(long until) implements WaitReason {}

    /** The instances file does not name the instance, and has not named it again in time. */
    record UnknownInstance(long until) implements WaitReason {
        @Override
        public Step step() {
            return Step.GIVE_UP;
        }
    }

    /** Its call is under way. */
    record InFlight() implements WaitReason {}

    /** The API took the settings, and getSettings does not show them yet. */
    record Confirming(long until) implements WaitReason {}
}
