package io.metronome.benchmark;

import java.time.Duration;

/**
 * The commands of one run. Command number {@code n} belongs to instance number {@code n % instances}.
 *
 * @param gap what getSettings answers as the instance's delay
 * @param answerAfter how long the API takes to answer
 * @param isGapConfigured whether the instances file has the gap, so that no engine asks getSettings for it
 * @param moreFields fields of each command beside the usual ones, as JSON that begins with a comma; or empty
 */
record Workload(
        int commands, int instances, Duration gap, Duration answerAfter, boolean isGapConfigured, String moreFields) {
    private static final long FIRST_ID = 1_101_000_001L;
    private static final String TEXT = " Your table is ready. We keep it for a quarter of an hour, and look forward to"
            + " seeing you. If you are late, please call us, and we keep it longer.";

    /** Commands of instances at the API's shortest delay, from an API that answers at once. */
    static Workload of(int commands, int instances) {
        return new Workload(commands, instances, Duration.ofMillis(500), Duration.ZERO, false, "");
    }

    Workload gap(Duration other) {
        return new Workload(commands, instances, other, answerAfter, isGapConfigured, moreFields);
    }

    Workload answerAfter(Duration other) {
        return new Workload(commands, instances, gap, other, isGapConfigured, moreFields);
    }

    Workload gapIsConfigured() {
        return new Workload(commands, instances, gap, answerAfter, true, moreFields);
    }

    Workload moreFields(String json) {
        return new Workload(commands, instances, gap, answerAfter, isGapConfigured, json);
    }

    /** The id of the instance that the command belongs to. */
    long instanceOf(int command) {
        return instance(command % instances);
    }

    /** The id of instance number {@code n}. */
    static long instance(int n) {
        return FIRST_ID + n;
    }

    /** The body of the call: 200 bytes. It begins with the number, by which the stub knows the command. */
    static String body(int command) {
        return "{\"chatId\":\"79001234567@c.us\",\"message\":\"%08d%s\"}".formatted(command, TEXT);
    }

    /** The command as it stands on the commands topic. */
    String value(int command) {
        return "{\"commandId\":\"c-%08d\",\"idInstance\":\"%d\",\"method\":\"sendMessage\",\"body\":%s%s}"
                .formatted(command, instanceOf(command), body(command), moreFields);
    }
}
