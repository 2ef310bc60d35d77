package io.metronome.app;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.app.Finding.Severity;
import io.metronome.config.ReadResult;
import io.metronome.config.Settings;
import io.metronome.config.SettingsReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KafkaRightsTest {
    private static final Settings SETTINGS = ((ReadResult.Good) SettingsReader.readIfThere(
                    Path.of("none.yaml"), Map.of("METRONOME_REPLIES_ALLOWED_TOPICS", "shop.replies")))
            .settings();

    @Test
    void areThoseOfTheSecurityPage() {
        assertThat(KafkaRights.needed(SETTINGS))
                .containsEntry("metronome.commands", Set.of(READ, WRITE, DESCRIBE_CONFIGS))
                .containsEntry("metronome.results", Set.of(WRITE, DESCRIBE_CONFIGS))
                .containsEntry("metronome.dead-letters", Set.of(WRITE, DESCRIBE_CONFIGS))
                .containsEntry("metronome.ledger", Set.of(READ, WRITE, DESCRIBE_CONFIGS))
                .containsEntry("metronome.control", Set.of(READ, WRITE, DESCRIBE_CONFIGS))
                .containsEntry("shop.replies", Set.of(WRITE))
                .hasSize(6);
    }

    @Test
    void nameWhatIsLackingAndTheCommandThatGivesIt() {
        Finding lacking =
                KafkaRights.ofTopic("t", Set.of(READ, WRITE, DESCRIBE_CONFIGS), Set.of(DESCRIBE, READ), "k:9");
        assertThat(lacking.text()).isEqualTo("write, describe of settings on the topic t is not allowed");
        assertThat(lacking.mend())
                .isEqualTo("kafka-acls.sh --bootstrap-server k:9 --add --allow-principal User:NAME --operation Write"
                        + " --operation DescribeConfigs --topic t");
        assertThat(KafkaRights.ofTopic("t", Set.of(READ), Set.of(DESCRIBE, READ), "k:9")
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(KafkaRights.ofTopic("t", Set.of(READ), null, "k:9").severity())
                .as("a broker that does not say")
                .isEqualTo(Severity.OK);
    }
}
