package io.metronome.app;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Formats log lines for machines: one JSON object each, without secrets. */
final class JsonLines extends JsonEncoder {
    private final LogRedaction redaction = LogRedaction.ofJson();

    JsonLines() {
        setWithFormattedMessage(true);
        setWithMessage(false);
        setWithArguments(false);
        setWithContext(false);
        setWithMDC(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return redaction.apply(super.encode(event));
    }
}
