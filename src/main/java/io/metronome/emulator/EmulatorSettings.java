package io.metronome.emulator;

import java.time.Duration;
import java.util.List;

/**
 * The settings of an emulator.
 *
 * @param port 0 for any free port
 * @param restartTime the time for which an instance is {@code starting} after setSettings and reboot
 * @param answerDelay the delay of every answer; a call takes effect on arrival
 * @param tolerance the time by which calls may be ahead of the pace before the report counts them as early: the jitter
 *     of the network. It covers a whole run of calls, not each gap, see {@link PaceWatch}
 */
public record EmulatorSettings(
        String host,
        int port,
        List<EmulatedInstance> instances,
        TypingAnswer typingAnswer,
        Unauthorized unauthorized,
        Duration restartTime,
        Duration answerDelay,
        Duration tolerance) {

    public EmulatorSettings {
        instances = List.copyOf(instances);
        if (restartTime.isNegative() || answerDelay.isNegative() || tolerance.isNegative()) {
            throw new IllegalArgumentException("restartTime, answerDelay and tolerance must not be negative");
        }
    }

    /** Settings with these instances, a free port on the loopback, 3 s of restart, no delay and 10 ms of tolerance. */
    public static EmulatorSettings of(List<EmulatedInstance> instances) {
        return new EmulatorSettings(
                "127.0.0.1",
                0,
                instances,
                TypingAnswer.ID_MESSAGE,
                Unauthorized.QUEUE,
                Duration.ofSeconds(3),
                Duration.ZERO,
                Duration.ofMillis(10));
    }

    public EmulatorSettings withHost(String other) {
        return new EmulatorSettings(
                other, port, instances, typingAnswer, unauthorized, restartTime, answerDelay, tolerance);
    }

    public EmulatorSettings withPort(int other) {
        return new EmulatorSettings(
                host, other, instances, typingAnswer, unauthorized, restartTime, answerDelay, tolerance);
    }

    public EmulatorSettings withTypingAnswer(TypingAnswer other) {
        return new EmulatorSettings(host, port, instances, other, unauthorized, restartTime, answerDelay, tolerance);
    }

    public EmulatorSettings withUnauthorized(Unauthorized other) {
        return new EmulatorSettings(host, port, instances, typingAnswer, other, restartTime, answerDelay, tolerance);
    }

    public EmulatorSettings withRestartTime(Duration other) {
        return new EmulatorSettings(host, port, instances, typingAnswer, unauthorized, other, answerDelay, tolerance);
    }

    public EmulatorSettings withAnswerDelay(Duration other) {
        return new EmulatorSettings(host, port, instances, typingAnswer, unauthorized, restartTime, other, tolerance);
    }

    public EmulatorSettings withTolerance(Duration other) {
        return new EmulatorSettings(host, port, instances, typingAnswer, unauthorized, restartTime, answerDelay, other);
    }
}
