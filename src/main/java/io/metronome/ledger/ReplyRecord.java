package io.metronome.ledger;

import io.metronome.command.Reply;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the record of a reply. */
final class ReplyRecord {
    private ReplyRecord() {}

    static ProducerRecord<byte[], byte[]> of(Reply reply) {
        Headers headers = new RecordHeaders();
        reply.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new ProducerRecord<>(reply.topic(), reply.partition(), reply.key(), reply.value(), headers);
    }
}
