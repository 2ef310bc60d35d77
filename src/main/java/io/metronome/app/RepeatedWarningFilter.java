package io.metronome.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lets each warning of Kafka's clients pass once a minute. A client repeats a warning every second, for each broker, as
 * long as the cluster is away. Warnings that differ in numbers or in the client's name count as one. All errors pass.
 */
final class RepeatedWarningFilter extends Filter<ILoggingEvent> {
    private static final String TALKATIVE = "org.apache.kafka.";
    private static final long PAUSE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int MOST = 200;
    private static final Pattern CLIENT = Pattern.compile("^\\[[^]]*] ");
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    /* Bounded: the warning that has not come for the longest time is forgotten. */
    private final Map<String, Long> said = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean mayRepeat =
                event.getLoggerName().startsWith(TALKATIVE) && !event.getLevel().isGreaterOrEqual(Level.ERROR);
        return mayRepeat && isTooSoon(event) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private synchronized boolean isTooSoon(ILoggingEvent event) {
        String words = CLIENT.matcher(event.getFormattedMessage()).replaceFirst("");
        String kind = event.getLoggerName() + ' ' + NUMBERS.matcher(words).replaceAll("#");
        long now = event.getTimeStamp();
        Long last = said.get(kind);
        if (last != null && Math.abs(now - last) < PAUSE_MILLIS) {
            return true;
        }
        said.remove(kind);
        said.put(kind, now);
        return false;
    }
}
