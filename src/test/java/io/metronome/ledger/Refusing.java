package io.metronome.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer that finds one value too large, and whose transaction can then only be aborted, as the real one's. */
final class Refusing extends MockProducer<byte[], byte[]> {
    private byte @Nullable [] tooLarge;
    private final RuntimeException why;
    private @Nullable RuntimeException error;
    private @Nullable RuntimeException forOthers;

    Refusing(@Nullable String tooLarge) {
        this(tooLarge, new RecordTooLargeException("larger than the topic takes"));
    }

    /** A producer that refuses that value for that reason. */
    Refusing(@Nullable String tooLarge, RuntimeException why) {
        this(tooLarge == null ? null : tooLarge.getBytes(UTF_8), why);
    }

    /** A producer that refuses those bytes for that reason, and nothing if they are null. */
    Refusing(byte @Nullable [] tooLarge, RuntimeException why) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.why = why;
        this.tooLarge = tooLarge;
    }

    /** Records that are not sent yet when one is refused get that failure, as those that the client still holds. */
    Refusing failingOthersWith(RuntimeException failure) {
        forOthers = failure;
        return this;
    }

    /** From now on it refuses nothing. */
    void relent() {
        tooLarge = null;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> one, @Nullable Callback heard) {
        if (error != null && forOthers != null && heard != null) {
            heard.onCompletion(null, forOthers);
            return CompletableFuture.failedFuture(forOthers);
        }
        if (error != null) {
            throw new KafkaException("in an error state", error);
        }
        if (tooLarge != null && Arrays.equals(tooLarge, one.value())) {
            error = why;
            if (heard != null) {
                heard.onCompletion(null, error);
            }
            return CompletableFuture.failedFuture(error);
        }
        return super.send(one, heard);
    }

    @Override
    public void commitTransaction() {
        if (error != null) {
            throw new KafkaException("in an error state", error);
        }
        super.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        error = null;
        super.abortTransaction();
    }
}
