package io.metronome.command;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks for well-formed UTF-8 as table 3-7 of the Unicode Standard defines it. The JSON parser alone accepts overlong
 * forms and encoded surrogates, which the next reader of the record may refuse.
 */
final class Utf8 {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte that is not part of well-formed UTF-8, or -1. */
    static int flaw(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (at + 8 <= bytes.length && ((long) WORD.get(bytes, at) & NOT_ASCII) == 0) {
                at += 8;
            } else if (bytes[at] >= 0) {
                at++;
            } else {
                int length = sequence(bytes, at);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    /* The length of the multi-byte character at that index, or 0 when there is none. */
    private static int sequence(byte[] bytes, int at) {
        int length = lengthAfter(bytes[at] & 0xff);
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return secondFits(bytes[at] & 0xff, bytes[at + 1] & 0xff) ? length : 0;
    }

    private static int lengthAfter(int first) {
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    /* The second byte shows overlong forms, surrogates and characters beyond U+10FFFF. */
    private static boolean secondFits(int first, int second) {
        return switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
    }
}
