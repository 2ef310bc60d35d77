package io.metronome.benchmark.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.reactor.ReactorProcessor;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Confluent's Parallel Consumer with its Reactor module and Reactor Netty's client: commands of one instance in order,
 * several instances at once. It promises less than metronome: no pace, no transaction around reply and position.
 */
public final class ParallelConsumerEngine {
    private static final String RESULTS = System.getProperty("results");
    private static final String BODY = "\"body\":";

    private final HttpClient client;
    private final KafkaProducer<String, String> producer;

    private ParallelConsumerEngine(HttpClient client, KafkaProducer<String, String> producer) {
        this.client = client;
        this.producer = producer;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int inFlight = Integer.getInteger("in-flight");
        String brokers = System.getProperty("bootstrap");
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        System.getProperty("group"),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", 5), new StringSerializer(), new StringSerializer());
        HttpClient client = HttpClient.create(ConnectionProvider.builder("parallel-consumer")
                        .maxConnections(inFlight)
                        .build())
                .baseUrl(System.getProperty("api"))
                .headers(headers -> headers.set("content-type", "application/json"));
        ReactorProcessor<String, String> processor =
                new ReactorProcessor<>(ParallelConsumerOptions.<String, String>builder()
                        .ordering(ProcessingOrder.KEY)
                        .maxConcurrency(inFlight)
                        .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                        // It looks into Kafka's client by reflection, and knows the one of 3.9 only.
                        .ignoreReflectiveAccessExceptionsForAutoCommitDisabledCheck(true)
                        .consumer(consumer)
                        .build());
        processor.subscribe(List.of(System.getProperty("commands")));
        ParallelConsumerEngine engine = new ParallelConsumerEngine(client, producer);
        processor.react(record -> engine.send(record.key(), record.value()));
        // Its threads do not keep the process alive; the benchmark ends it.
        new CountDownLatch(1).await();
    }

    /* Parallel Consumer counts a command as done when the Mono has a value. */
    private Mono<String> send(String instance, String command) {
        String id = text(command, "\"commandId\":\"");
        // The benchmark's commands end with their body.
        String body = command.substring(command.indexOf(BODY) + BODY.length(), command.length() - 1);
        return client.post()
                .uri("/waInstance" + instance + "/sendMessage/" + System.getProperty("token"))
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(UTF_8))))
                .responseSingle((response, answer) -> answer.asString())
                .flatMap(answer -> write(
                        instance,
                        "{\"commandId\":\"%s\",\"outcome\":\"accepted\",\"idMessage\":\"%s\"}"
                                .formatted(id, text(answer, "\"idMessage\":\""))));
    }

    private Mono<String> write(String instance, String result) {
        return Mono.create(sink -> {
            var unused = producer.send(new ProducerRecord<>(RESULTS, instance, result), (metadata, problem) -> {
                if (problem == null) {
                    sink.success(result);
                } else {
                    sink.error(problem);
                }
            });
        });
    }

    private static String text(String json, String before) {
        int start = json.indexOf(before) + before.length();
        return json.substring(start, json.indexOf('"', start));
    }
}
