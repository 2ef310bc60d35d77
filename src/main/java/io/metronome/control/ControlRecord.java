package io.metronome.control;

/** A record of the control topic: what an operator wants of one instance from now on. */
public sealed interface ControlRecord {

    ControlKey key();

    /** The instance that it is about. */
    default String instance() {
        return key().instance();
    }

    /**
     * The instance makes no calls.
     *
     * @param untilMillis milliseconds since the epoch; {@link Long#MAX_VALUE} for a pause without an end
     * @param reason for people, may be empty
     * @param by who wants it, may be empty
     * @param at when it was wanted, as its writer wrote it; may be empty
     */
    record Pause(String instance, long untilMillis, String reason, String by, String at) implements ControlRecord {
        @Override
        public ControlKey key() {
            return ControlKey.pause(instance);
        }
    }

    /**
     * The commands of the instance end that stand below an offset of its home partition and have not ended.
     *
     * @param below the first offset that is spared
     * @param by who wants it, may be empty
     * @param at when it was wanted, as its writer wrote it; may be empty
     */
    record Purge(String instance, long below, String by, String at) implements ControlRecord {
        @Override
        public ControlKey key() {
            return ControlKey.purge(instance);
        }
    }

    /**
     * One command ends, whether it was read or not.
     *
     * @param by who wants it, may be empty
     * @param at when it was wanted, as its writer wrote it; may be empty
     */
    record Cancel(String instance, String commandId, String by, String at) implements ControlRecord {
        @Override
        public ControlKey key() {
            return ControlKey.cancel(instance, commandId);
        }
    }

    /**
     * A tombstone: the key says nothing any more. Of a pause this is the resume.
     *
     * @param withdrawn the offset of the one record that is meant, where a worker wrote the tombstone: a record that came
     *     between the two is not meant; {@link #ANY} where an operator wrote it
     * @param by who wants it, may be empty
     */
    record Tombstone(ControlKey key, long withdrawn, String by) implements ControlRecord {
        /** Whatever the key said. */
        public static final long ANY = -1;

        /** A tombstone of a worker. */
        public Tombstone(ControlKey key, long withdrawn) {
            this(key, withdrawn, "");
        }

        /** Whatever the key said is over. */
        public static Tombstone of(ControlKey key) {
            return by(key, "");
        }

        /** The order of that key is over, because an operator wants it. */
        public static Tombstone by(ControlKey key, String who) {
            return new Tombstone(key, ANY, who);
        }
    }
}
