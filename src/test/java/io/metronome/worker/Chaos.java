package io.metronome.worker;

import io.metronome.emulator.Cut;
import io.metronome.emulator.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Answers of every kind, sensible or not. The same seed makes the same. */
final class Chaos {
    private static final List<Integer> KNOWN =
            List.of(200, 200, 200, 204, 302, 400, 400, 400, 404, 429, 429, 469, 499, 500, 500, 502, 503, 504);
    /** Rare: the rest of what waits for the instance has no call after these. */
    private static final List<Integer> HOLDING = List.of(401, 403, 466);

    private static final List<String> WORDS = List.of(
            "{\"idMessage\":\"3EB0C767D097B7C7C030\"}",
            "{\"statusCode\":400,\"path\":\"/waInstance1101000001/sendContact/TOKEN\",\"message\":\"Validation failed\"}",
            "{\"invokeStatus\":{\"method\":\"sendmessage\",\"used\":67,\"total\":0,\"status\":\"QUOTE_ALLOWED\"}}",
            "<html><head><title>502 Bad Gateway</title></head></html>",
            "instance in starting process try later",
            "Internal Server Error request entity too large",
            "Too Many Requests",
            "null",
            "");
    private static final List<String> TYPES = List.of(
            "application/json",
            "text/html; charset=windows-1251",
            "text/plain; charset=utf-16",
            "application/json; charset=nonsense",
            "image/png",
            ";;;");
    private static final List<String> NUMBERS =
            List.of("0", "1", "5", "50", "-1", "NaN", "1e-3", "soon", "Sat, 21 Nov 2020 10:00:00 GMT", "\"2\"");

    private final Random random;
    private final Duration tooLate;

    /** @param tooLate longer than a call may take */
    Chaos(long seed, Duration tooLate) {
        this.random = new Random(seed);
        this.tooLate = tooLate;
    }

    /** The fault that the next call meets; in two of five cases only a delay of less than 30 ms. */
    Fault next() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> Fault.delaying(Duration.ofMillis(random.nextInt(30)));
            case 8, 9, 10 -> Fault.cutting(pick(List.of(Cut.values()))).after(Duration.ofMillis(random.nextInt(20)));
            case 11 -> random.nextInt(3) == 0 ? Fault.delaying(tooLate) : Fault.delaying(Duration.ofMillis(100));
            case 12 -> Fault.dripping(Duration.ofMillis(1 + random.nextInt(random.nextInt(20) == 0 ? 500 : 4)));
            default -> dressed(Fault.answering(status(), body()));
        };
    }

    private int status() {
        return switch (random.nextInt(40)) {
            case 0 -> pick(HOLDING);
            case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> random.nextInt(200, 600);
            default -> pick(KNOWN);
        };
    }

    private String body() {
        String words = pick(WORDS);
        return switch (random.nextInt(5)) {
            case 0 -> noise(random.nextInt(300));
            case 1 -> words.substring(0, random.nextInt(words.length() + 1));
            case 2 -> words + noise(random.nextInt(20));
            case 3 -> random.nextInt(20) == 0 ? words.repeat(20_000) : words;
            default -> words;
        };
    }

    private String noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private Fault dressed(Fault fault) {
        Fault dressed = fault;
        if (random.nextInt(3) == 0) {
            dressed = dressed.withHeader("Content-Type", pick(TYPES));
        }
        if (random.nextInt(3) == 0) {
            dressed = dressed.withHeader("Retry-After", pick(NUMBERS));
        }
        if (random.nextInt(3) == 0) {
            dressed = dressed.withHeader("X-RateLimit-Remaining", pick(NUMBERS))
                    .withHeader("X-RateLimit-Replenish-Rate", pick(NUMBERS));
        }
        return dressed;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
