package io.metronome.worker;

import static java.util.stream.Collectors.toList;

import io.metronome.command.Messenger;
import io.metronome.command.Secret;
import io.metronome.emulator.EmulatedInstance;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Instances for tests, each with a token as long and as random as a real one. */
final class Accounts {
    static final String MAX = "3100000001";

    private static final long FIRST = 1_101_000_000L;
    private static final int TOKEN_BYTES = 25;

    private Accounts() {}

    /** So many WhatsApp instances, new ones. */
    static List<EmulatedInstance> whatsapp(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> account(id(i), Messenger.WHATSAPP))
                .collect(toList());
    }

    /** The id of a WhatsApp instance, counted from 1. */
    static String id(int number) {
        return Long.toString(FIRST + number);
    }

    /** A new instance on MAX. */
    static EmulatedInstance max() {
        return account(MAX, Messenger.MAX);
    }

    private static EmulatedInstance account(String id, Messenger messenger) {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return new EmulatedInstance(id, new Secret(HexFormat.of().formatHex(token)), messenger);
    }
}
