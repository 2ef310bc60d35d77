package io.metronome.emulator;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The settings of an emulator.
 *
 * @param port 0 for any free port
 * @param restartTime the time for which an instance is {@code starting} after setSettings and reboot
 * @param answerDelay the delay of every answer; a call takes effect on arrival
 * @param tolerance the time by which calls may be ahead of the pace before the report counts them as early: the jitter
 *     of the network. It covers a whole run of calls, not each gap, see {@link PaceWatch}
 * @param journalLag the age from which a message shows in getChatHistory, getMessage and lastOutgoingMessages; users
 *     of the API see up to two minutes
 * @param hidesFirst whether showMessagesQueue leaves out the message that is next, as users of the API report
 */
public record EmulatorSettings(
        String host,
        int port,
        List<EmulatedInstance> instances,
        TypingAnswer typingAnswer,
        Unauthorized unauthorized,
        Duration restartTime,
        Duration answerDelay,
        Duration tolerance,
        Duration journalLag,
        boolean hidesFirst) {

    public EmulatorSettings {
        instances = List.copyOf(instances);
        if (restartTime.isNegative() || answerDelay.isNegative() || tolerance.isNegative() || journalLag.isNegative()) {
            throw new IllegalArgumentException(
                    "restartTime, answerDelay, tolerance and journalLag must not be negative");
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
                Duration.ofMillis(10),
                Duration.ZERO,
                false);
    }

    public EmulatorSettings withHost(String other) {
        return changed(copy -> copy.host = other);
    }

    public EmulatorSettings withPort(int other) {
        return changed(copy -> copy.port = other);
    }

    public EmulatorSettings withTypingAnswer(TypingAnswer other) {
        return changed(copy -> copy.typingAnswer = other);
    }

    public EmulatorSettings withUnauthorized(Unauthorized other) {
        return changed(copy -> copy.unauthorized = other);
    }

    public EmulatorSettings withRestartTime(Duration other) {
        return changed(copy -> copy.restartTime = other);
    }

    public EmulatorSettings withAnswerDelay(Duration other) {
        return changed(copy -> copy.answerDelay = other);
    }

    public EmulatorSettings withTolerance(Duration other) {
        return changed(copy -> copy.tolerance = other);
    }

    public EmulatorSettings withJournalLag(Duration other) {
        return changed(copy -> copy.journalLag = other);
    }

    public EmulatorSettings hidingFirst(boolean other) {
        return changed(copy -> copy.hidesFirst = other);
    }

    private EmulatorSettings changed(Consumer<Draft> change) {
        Draft copy = new Draft(this);
        change.accept(copy);
        return copy.settings();
    }

    /** A copy that can be changed. */
    private static final class Draft {
        private String host;
        private int port;
        private final List<EmulatedInstance> instances;
        private TypingAnswer typingAnswer;
        private Unauthorized unauthorized;
        private Duration restartTime;
        private Duration answerDelay;
        private Duration tolerance;
        private Duration journalLag;
        private boolean hidesFirst;

        Draft(EmulatorSettings from) {
            host = from.host;
            port = from.port;
            instances = from.instances;
            typingAnswer = from.typingAnswer;
            unauthorized = from.unauthorized;
            restartTime = from.restartTime;
            answerDelay = from.answerDelay;
            tolerance = from.tolerance;
            journalLag = from.journalLag;
            hidesFirst = from.hidesFirst;
        }

        EmulatorSettings settings() {
            return new EmulatorSettings(
                    host,
                    port,
                    instances,
                    typingAnswer,
                    unauthorized,
                    restartTime,
                    answerDelay,
                    tolerance,
                    journalLag,
                    hidesFirst);
        }
    }
}
