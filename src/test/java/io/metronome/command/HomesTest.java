package io.metronome.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class HomesTest {

    @Test
    void areWhereTheJavaClientPutsTheKey() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            String instance = Long.toString(random.nextLong(Long.MAX_VALUE)).substring(0, random.nextInt(1, 13));
            int partitions = random.nextInt(1, 200);
            int partition = Utils.toPositive(Utils.murmur2(instance.getBytes(UTF_8))) % partitions;
            assertThat(new Homes(partitions).of(instance))
                    .as("%s of %d, seed %d", instance, partitions, seed)
                    .isEqualTo(partition);
        }
    }
}
