package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTest {
    static Stream<Key> keys() {
        return Stream.of(
                new Key.Command(0),
                new Key.Command(Long.MAX_VALUE),
                new Key.Header(),
                new Key.Pace("1101000001"),
                new Key.Pace("ж"),
                new Key.Condition("1101000001"),
                new Key.Condition("ж"),
                new Key.Sent(0),
                new Key.Sent(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void comesBackAsItWas(Key key) {
        assertThat(Key.decode(key.encode())).isEqualTo(key);
    }

    @Test
    void keysOfDifferentKindsNeverCollide() {
        assertThat(keys().map(Key::encode).map(ByteBuffer::wrap)).doesNotHaveDuplicates();
    }

    @Test
    void refusesARecordWithoutAKey() {
        assertThatExceptionOfType(LedgerRefusedException.class).isThrownBy(() -> Key.decode(null));
        assertThatExceptionOfType(LedgerRefusedException.class).isThrownBy(() -> Key.decode(new byte[0]));
    }

    @Test
    void refusesAKindOfALaterVersion() {
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> Key.decode(new byte[] {'z', 1}))
                .withMessageContaining("unknown kind");
    }
}
