package io.metronome.command;

import static io.metronome.command.CommandRecords.ALLOWED_TOPIC;
import static io.metronome.command.CommandRecords.decode;
import static io.metronome.command.CommandRecords.good;
import static io.metronome.command.CommandRecords.refused;
import static io.metronome.command.CommandRecords.understood;
import static org.assertj.core.api.Assertions.assertThat;

import io.metronome.command.Command.ReplyTo;
import org.junit.jupiter.api.Test;

class ReplyHeadersTest {
    private static final RecordHeader TOPIC = RecordHeader.of("kafka_replyTopic", ALLOWED_TOPIC);

    @Test
    void sendTheReplyToAnAllowedTopic() {
        assertThat(understood(decode(good(), TOPIC)).replyTo()).isEqualTo(new ReplyTo(ALLOWED_TOPIC, null));
        assertThat(refused(decode("[]", TOPIC)).replyTo()).isEqualTo(new ReplyTo(ALLOWED_TOPIC, null));
    }

    @Test
    void mayNameThePartitionInBytesOrDigits() {
        assertThat(understood(decode(good(), TOPIC, partition(0, 0, 0, 58))).replyTo())
                .isEqualTo(new ReplyTo(ALLOWED_TOPIC, 58));
        assertThat(understood(decode(good(), TOPIC, RecordHeader.of("kafka_replyPartition", 34)))
                        .replyTo())
                .isEqualTo(new ReplyTo(ALLOWED_TOPIC, 34));
    }

    @Test
    void areRefusedWithAPartitionThatTheTopicDoesNotHave() {
        Decoded.Refused refused = refused(decode(good(), TOPIC, partition(0, 0, 1, 2)));
        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.detail()).contains("below 100", "found 258");
    }

    @Test
    void areRefusedWithAPartitionThatIsNone() {
        for (RecordHeader bad : new RecordHeader[] {partition(255, 255, 255, 255), partition(), partition(1, 2, 3)}) {
            Decoded.Refused refused = refused(decode(good(), TOPIC, bad));
            assertThat(refused.reason()).isEqualTo(Reason.INVALID);
            assertThat(refused.detail()).startsWith("header kafka_replyPartition: must be");
            assertThat(refused.replyTo()).isEqualTo(new ReplyTo(ALLOWED_TOPIC, null));
        }
    }

    @Test
    void areRefusedWithATopicThatIsNotAllowed() {
        Decoded.Refused refused = refused(decode(good(), RecordHeader.of("kafka_replyTopic", "metronome.ledger")));

        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.detail()).contains("\"metronome.ledger\"", "replies.allowed-topics");
        assertThat(refused.replyTo()).isNull();
    }

    @Test
    void meanNothingWhenEmptyOrAlone() {
        assertThat(understood(decode(good(), new RecordHeader("kafka_replyTopic", null)))
                        .replyTo())
                .isNull();
        assertThat(understood(decode(good(), partition(9))).replyTo()).isNull();
    }

    private static RecordHeader partition(int... bytes) {
        byte[] value = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            value[i] = (byte) bytes[i];
        }
        return new RecordHeader("kafka_replyPartition", value);
    }
}
