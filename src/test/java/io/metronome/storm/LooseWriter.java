package io.metronome.storm;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What a checkpoint is when its ledger records become true before it does. */
final class LooseWriter extends Writer {
    LooseWriter(Broker broker, Strand strand, String id) {
        super(broker, strand, id);
    }

    @Override
    long append(int epoch, ProducerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topics.LEDGER)) {
            return super.append(epoch, record);
        }
        return broker().topics()
                .log(broker(), record)
                .append(record.key(), record.value(), record.headers(), broker().millis(), null);
    }
}
