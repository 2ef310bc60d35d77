import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts one command there: {@code java -cp 'target/metronome.jar' config/examples/Producer.java [SERVERS [TOPIC]]}. */
public class Producer {
    public static void main(String[] args) throws Exception {
        String servers = args.length > 0 ? args[0] : "localhost:9092";
        String topic = args.length > 1 ? args[1] : "metronome.commands";
        String command = """
                {"idInstance": "1101000001", "method": "sendTextStatus", "body": {"message": "Hello from Java"}}""";
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            System.out.println(producer.send(new ProducerRecord<>(topic, "1101000001", command)).get());
        }
    }
}
