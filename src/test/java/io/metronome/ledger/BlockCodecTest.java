package io.metronome.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockCodecTest {
    private static final List<PendingCommandRecord> COMMANDS = List.of(
            Samples.waiting(700),
            new PendingCommandRecord(Samples.commandRecord(3), 5, 3, 2, 1_000, true, false),
            Samples.waiting(Long.MAX_VALUE));

    @Test
    void commandsComeBackAsTheyWere() {
        byte[] block = BlockCodec.encode(COMMANDS);
        assertThat(BlockCodec.count(block)).isEqualTo(3);
        assertThat(read(block, new BitSet())).usingRecursiveComparison().isEqualTo(COMMANDS);
    }

    @Test
    void whatHasEndedIsPassedOver() {
        BitSet ended = new BitSet();
        ended.set(0);
        ended.set(2);
        byte[] ends = BlockCodec.encodeEnds(ended.toByteArray());
        assertThat(BlockCodec.ends(ends)).isEqualTo(ended);
        assertThat(read(BlockCodec.encode(COMMANDS), BlockCodec.ends(ends)))
                .usingRecursiveComparison()
                .isEqualTo(List.of(COMMANDS.get(1)));
    }

    @Test
    void aBlockHasAsManyCommandsAsAPlaceCanName() {
        List<PendingCommandRecord> many = new ArrayList<>();
        for (int i = 0; i < LedgerPlace.MOST_COMMANDS; i++) {
            many.add(Samples.waiting(i));
        }
        byte[] block = BlockCodec.encode(many);
        assertThat(BlockCodec.count(block)).isEqualTo(LedgerPlace.MOST_COMMANDS);
        assertThat(read(block, new BitSet())).hasSize(LedgerPlace.MOST_COMMANDS);
    }

    @Test
    void theBytesThatACommandTakesAreCountedInFull() {
        for (PendingCommandRecord one : COMMANDS) {
            assertThat((long) BlockCodec.encode(List.of(one)).length).isLessThanOrEqualTo(one.ledgerBytes());
        }
    }

    @Test
    void whatEndsTooEarlyIsRefused() {
        byte[] block = BlockCodec.encode(COMMANDS);
        for (int length = 0; length < block.length; length++) {
            byte[] part = Arrays.copyOf(block, length);
            assertThatExceptionOfType(LedgerRefusedException.class).isThrownBy(() -> read(part, new BitSet()));
        }
        assertThatExceptionOfType(LedgerRefusedException.class).isThrownBy(() -> BlockCodec.ends(new byte[0]));
    }

    @Test
    void anUnknownFormIsRefused() {
        byte[] block = BlockCodec.encode(COMMANDS);
        block[0] = 2;
        assertThatExceptionOfType(LedgerRefusedException.class)
                .isThrownBy(() -> read(block, new BitSet()))
                .withMessageContaining("newer worker");
    }

    private static List<PendingCommandRecord> read(byte[] block, BitSet ended) {
        List<PendingCommandRecord> found = new ArrayList<>();
        BlockCodec.read(
                block,
                ended,
                (index, offset, from, length) ->
                        found.add(LedgerCodec.waiting(block, from, length, "commands", 3, offset)));
        return found;
    }
}
