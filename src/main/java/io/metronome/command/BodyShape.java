package io.metronome.command;

import java.util.List;

/** Checks a method's request body field by field; knows every field that the API documents for it. */
@FunctionalInterface
public interface BodyShape {

    /**
     * Reads the JSON object that begins at {@code start}; never throws, whatever the bytes are.
     *
     * @param unknownFieldsPass whether fields that the API does not document are let through
     */
    Checked check(byte[] json, int start, int length, boolean unknownFieldsPass);

    /**
     * What a check found.
     *
     * @param problems every mistake, each naming its field and what is allowed; empty when the body is good
     * @param typingMillis the body's {@code typingTime}, or what the method means without one; 0 when none
     * @param delayMillis the body's {@code delaySendMessagesMilliseconds}, 0 when none
     */
    record Checked(List<String> problems, int typingMillis, int delayMillis) {}
}
