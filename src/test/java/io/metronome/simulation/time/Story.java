package io.metronome.simulation.time;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that happened in one run, in the order in which it happened, each with its virtual time. Two runs of one
 * seed are the same run if, and only if, their stories have the same hash.
 */
public final class Story {

    /** The kind of an event. */
    public enum Kind {
        PRODUCED("a producer put a record on the commands topic"),
        CONTROL("an operator wrote to the control topic"),
        FAULT("a fault was injected, or ended"),
        ASSIGNED("the group gave a worker partitions, or took them away"),
        RESTORED("a worker has restored a partition and begins to read it"),
        DELIVERED("a poll brought a worker records"),
        CALLED("a request reached the API"),
        ANSWERED("the API's answer reached the worker"),
        CHECKPOINT("the coordinator committed or aborted a transaction"),
        REPLY("a record was appended to a reply topic; its transaction decides whether a reader sees it"),
        PROCESS("a worker process started or ended");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** One line for people. */
        public String meaning() {
            return meaning;
        }
    }

    private record Event(long nanos, Kind kind, String what) {
        @Override
        public String toString() {
            return "%12.6f  %-10s %s".formatted(nanos / 1e9, kind, what);
        }
    }

    private final MessageDigest digest = sha256();
    private final ByteBuffer time = ByteBuffer.allocate(Long.BYTES);
    private final List<Event> events = new ArrayList<>();

    Story() {}

    void tell(long nanos, Kind kind, String what) {
        digest.update(time.putLong(0, nanos));
        time.rewind();
        digest.update(kind.name().getBytes(UTF_8));
        digest.update(what.getBytes(UTF_8));
        events.add(new Event(nanos, kind, what));
    }

    /** One line an event: seconds of virtual time, kind, and what happened. */
    public List<String> lines() {
        return events.stream().map(Event::toString).toList();
    }

    /** The hash of all that was told so far, 16 hexadecimal digits. The story goes on afterwards. */
    public String hash() {
        try {
            MessageDigest soFar = (MessageDigest) digest.clone();
            return HexFormat.of().formatHex(soFar.digest(), 0, 8);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("this JDK's SHA-256 cannot be copied", impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
