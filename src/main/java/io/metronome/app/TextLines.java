package io.metronome.app;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/** Formats log lines for people, without secrets. */
public final class TextLines extends PatternLayoutEncoder {
    private final LogRedaction redaction = LogRedaction.ofText();

    /** Called by {@link Logs}, or by logback from its file. */
    public TextLines() {
        setCharset(StandardCharsets.UTF_8);
        setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%thread] %logger{30} - %msg%n");
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return redaction.apply(super.encode(event));
    }
}
