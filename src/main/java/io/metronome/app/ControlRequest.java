package io.metronome.app;

import io.metronome.command.InstanceId;
import io.metronome.config.Settings;
import io.metronome.control.ControlKey;
import io.metronome.control.ControlRecord;
import io.metronome.control.ControlWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the subcommands have in common that write to the control topic: pause, resume, purge and cancel. */
final class ControlRequest {
    private ControlRequest() {}

    /** Refuses what is no instance's id. */
    static void check(CommandSpec spec, String instance) {
        if (!InstanceId.isOne(instance)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ID: found \"" + instance + "\", allowed is an id of 1 to 32 digits such as 1101000001");
        }
    }

    /** The user of this process, as the record's {@code by}. */
    static String by() {
        return "the command line, user " + System.getProperty("user.name", "unknown");
    }

    /** The record's {@code at}. */
    static String at() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /**
     * Writes it to the control topic; its offset.
     *
     * @throws StartException when Kafka does not answer, or does not take the record
     */
    static long write(Settings settings, ControlRecord wanted) throws StartException, InterruptedException {
        String topic = settings.topics().control();
        Clients.admin(settings.kafka()).close();
        try (KafkaProducer<byte[], byte[]> producer = Clients.producer(settings.kafka(), null);
                KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(settings.kafka())) {
            return new ControlWriter(topic, producer, consumer).write(wanted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new StartException("The topic " + topic + " does not take the request: " + Failures.inWords(failure)
                    + ". Does it exist (metronome topics), and may this user write to it?");
        }
    }

    /** The fields of a result: the instance, the record's key, its offset, and the given ones. */
    static Map<String, Object> result(Settings settings, ControlKey key, long offset, Map<String, Object> fields) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("idInstance", key.instance());
        result.putAll(fields);
        result.put("topic", settings.topics().control());
        result.put("key", key.toString());
        result.put("offset", offset);
        return result;
    }
}
