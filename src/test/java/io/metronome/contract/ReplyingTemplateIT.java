package io.metronome.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.requestreply.RequestReplyFuture;
import org.springframework.kafka.support.TopicPartitionOffset;

/** Spring's own client for requests and replies gets the reply of each command, by the correlation id that it chose. */
@Timeout(120)
@Tag("container")
@Tag("full")
class ReplyingTemplateIT {
    private static final String SEND =
            "{\"commandId\":\"%s\",\"method\":\"sendTextStatus\",\"body\":{\"message\":\"%s\"}}";

    @TempDir
    static Path folder;

    private static ReplyBench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = new ReplyBench(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void getsTheReplyOfEachCommandOfSeveralAtOnce() throws Exception {
        ReplyingKafkaTemplate<String, String, String> template = template(new ContainerProperties(bench.replies()));
        try {
            Map<String, RequestReplyFuture<String, String, String>> asked = new LinkedHashMap<>();
            for (String id : new String[] {"a", "b", "c"}) {
                asked.put(id, template.sendAndReceive(command(SEND.formatted(id, "Hi"))));
            }
            for (Map.Entry<String, RequestReplyFuture<String, String, String>> one : asked.entrySet()) {
                ConsumerRecord<String, String> reply = one.getValue().get();
                assertThat(reply.key()).isEqualTo(ReplyBench.SHOP);
                assertThat(reply.value())
                        .contains(
                                "\"commandId\":\"" + one.getKey() + "\"", "\"outcome\":\"accepted\"", "\"idMessage\":");
                assertThat(Schemas.errors(Schemas.of("result"), Schemas.read(reply.value())))
                        .isEmpty();
            }
        } finally {
            template.stop();
        }
    }

    @Test
    void getsTheReplyOfARefusedCommand() throws Exception {
        ReplyingKafkaTemplate<String, String, String> template = template(new ContainerProperties(bench.replies()));
        try {
            String refused = template.sendAndReceive(command(SEND.formatted("empty", "")))
                    .get()
                    .value();
            assertThat(refused)
                    .startsWith("{\"commandId\":\"empty\",\"outcome\":\"dead-letter\",\"reason\":\"INVALID\"")
                    .contains("body.message");
            String unreadable =
                    template.sendAndReceive(command("no JSON")).get().value();
            assertThat(unreadable).contains("\"outcome\":\"dead-letter\",\"reason\":\"UNREADABLE\"");
        } finally {
            template.stop();
        }
    }

    /* With one partition assigned, Spring names it in kafka_replyPartition. */
    @Test
    void getsTheReplyOnThePartitionThatItNames() throws Exception {
        ReplyingKafkaTemplate<String, String, String> template = template(new ContainerProperties(
                new TopicPartitionOffset(bench.replies(), 2, TopicPartitionOffset.SeekPosition.END)));
        try {
            assertThat(template.sendAndReceive(command(SEND.formatted("there", "Hi")))
                            .get()
                            .partition())
                    .isEqualTo(2);
            assertThat(template.sendAndReceive(command(SEND.formatted("there", "")))
                            .get()
                            .partition())
                    .isEqualTo(2);
        } finally {
            template.stop();
        }
    }

    private static ProducerRecord<String, String> command(String value) {
        return new ProducerRecord<>(bench.commands(), ReplyBench.SHOP, value);
    }

    private static ReplyingKafkaTemplate<String, String, String> template(ContainerProperties properties)
            throws InterruptedException {
        properties.setGroupId(bench.replies() + "." + System.nanoTime());
        Map<String, Object> reading = Map.of(
                "bootstrap.servers", bench.servers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        KafkaMessageListenerContainer<String, String> replies = new KafkaMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(reading, new StringDeserializer(), new StringDeserializer()),
                properties);
        ReplyingKafkaTemplate<String, String, String> template = new ReplyingKafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(
                        Map.of("bootstrap.servers", bench.servers()), new StringSerializer(), new StringSerializer()),
                replies);
        template.setSharedReplyTopic(true);
        template.setDefaultReplyTimeout(Duration.ofSeconds(30));
        template.afterPropertiesSet();
        template.start();
        assertThat(template.waitForAssignment(Duration.ofSeconds(30))).isTrue();
        return template;
    }
}
