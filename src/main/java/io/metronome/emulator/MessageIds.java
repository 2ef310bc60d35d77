package io.metronome.emulator;

import io.metronome.command.Messenger;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Unique ids in the messengers' formats: WhatsApp 3EB0C767D097B7C7C030, MAX 1762333029830. */
final class MessageIds {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Messenger messenger;
    private final RandomGenerator random;
    private long last;

    MessageIds(Messenger messenger, RandomGenerator random) {
        this.messenger = messenger;
        this.random = random;
    }

    String next(Moment now) {
        if (messenger == Messenger.WHATSAPP) {
            return "3EB0" + HEX.toHexDigits(random.nextLong());
        }
        last = Math.max(last + 1, now.millis());
        return String.valueOf(last);
    }
}
