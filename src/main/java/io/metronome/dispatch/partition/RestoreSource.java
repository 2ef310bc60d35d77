package io.metronome.dispatch.partition;

import io.metronome.control.ControlTopic;
import io.metronome.ledger.Ledger;
import io.metronome.ledger.RestoreMemory;
import reactor.core.publisher.Mono;

/**
 * Where the state of a partition comes from that a former owner left.
 *
 * @param parsingRules a hash of the rules by which commands are decoded here
 */
public record RestoreSource(
        Ledger ledger, ControlTopic control, RestoredPartition.RecordDecoder decoding, int parsingRules) {

    /** The state of that partition. It comes when the control topic was read, too: nothing is called before that. */
    Mono<RestoredPartition> read(int partition, long ownership, RestoreMemory memory) {
        return Mono.zip(
                ledger.restore(partition, ownership, memory)
                        .map(restored -> RestoredPartition.decoded(restored, decoding)),
                control.readToEnd(),
                (restored, isRead) -> restored);
    }
}
