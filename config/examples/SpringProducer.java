import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/**
 * Puts one command there, and prints its reply, with Spring for Apache Kafka. Workers need
 * {@code replies.allowed-topics: [shop.replies]}.
 *
 * <p>In Spring Boot keep {@link Replies} and leave out the rest: Boot makes both factories from these properties:
 * {@code spring.kafka.bootstrap-servers}, {@code spring.kafka.consumer.isolation-level=read_committed},
 * {@code spring.kafka.consumer.auto-offset-reset=latest}.
 */
public class SpringProducer {

    /** The template that finds each reply by its correlation id. */
    @Configuration
    static class Replies {
        @Bean
        ReplyingKafkaTemplate<String, String, String> metronome(
                ProducerFactory<String, String> producers, ConsumerFactory<String, String> consumers, Environment settings) {
            var containers = new ConcurrentKafkaListenerContainerFactory<String, String>();
            containers.setConsumerFactory(consumers);
            ConcurrentMessageListenerContainer<String, String> replies =
                    containers.createContainer(settings.getProperty("shop.replies", "shop.replies"));
            // A group of its own for each process, so that no other process takes its replies.
            replies.getContainerProperties().setGroupId("shop-" + UUID.randomUUID());
            var template = new ReplyingKafkaTemplate<>(producers, replies);
            // Processes that share the topic see each other's replies.
            template.setSharedReplyTopic(true);
            // A command can wait for long: behind its instance's pace, or until it is due.
            template.setDefaultReplyTimeout(Duration.ofMinutes(1));
            return template;
        }
    }

    /** What Spring Boot makes by itself. */
    @Configuration
    static class Factories {
        @Bean
        ProducerFactory<String, String> producers(Environment settings) {
            Map<String, Object> producer = Map.of("bootstrap.servers", servers(settings), "acks", "all");
            return new DefaultKafkaProducerFactory<>(producer, new StringSerializer(), new StringSerializer());
        }

        @Bean
        ConsumerFactory<String, String> consumers(Environment settings) {
            Map<String, Object> consumer = Map.of(
                    "bootstrap.servers", servers(settings),
                    "isolation.level", "read_committed",
                    "auto.offset.reset", "latest");
            return new DefaultKafkaConsumerFactory<>(consumer, new StringDeserializer(), new StringDeserializer());
        }

        private static String servers(Environment settings) {
            return settings.getProperty("spring.kafka.bootstrap-servers", "localhost:9092");
        }
    }

    /** {@code java -cp CLASSPATH config/examples/SpringProducer.java [SERVERS [TOPIC [REPLIES]]]}. */
    public static void main(String[] args) throws Exception {
        System.setProperty("spring.kafka.bootstrap-servers", args.length > 0 ? args[0] : "localhost:9092");
        String topic = args.length > 1 ? args[1] : "metronome.commands";
        System.setProperty("shop.replies", args.length > 2 ? args[2] : "shop.replies");
        try (var spring = new AnnotationConfigApplicationContext(Replies.class, Factories.class)) {
            @SuppressWarnings("unchecked")
            ReplyingKafkaTemplate<String, String, String> metronome = spring.getBean(ReplyingKafkaTemplate.class);
            metronome.waitForAssignment(Duration.ofSeconds(30));
            String command = """
                    {"idInstance": "1101000001", "method": "sendTextStatus", "body": {"message": "Hello from Spring"}}""";
            ConsumerRecord<String, String> reply =
                    metronome.sendAndReceive(new ProducerRecord<>(topic, "1101000001", command)).get();
            System.out.println(reply.value());
        }
    }
}
