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
                new Key.CommandKey(0),
                new Key.CommandKey(Long.MAX_VALUE),
                new Key.HeaderKey(),
                new Key.PaceKey("1101000001"),
                new Key.PaceKey("ж"),
                new Key.ConditionKey("1101000001"),
                new Key.ConditionKey("ж"),
                new Key.SentIdsKey(0),
                new Key.SentIdsKey(Integer.MAX_VALUE));
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
